package dev.belfry.looklook.common.auth;

/**
 * A signed token and when to renew it.
 *
 * @param accessToken what goes into the Authorization header
 * @param accessExpire when the token ends, unix seconds
 * @param refreshAfter from when on a client should ask for a new one, unix seconds
 */
public record AccessToken(String accessToken, long accessExpire, long refreshAfter) {
  @Override
  public String toString() {
    return "AccessToken[***, accessExpire=" + accessExpire + "]";
  }
}
