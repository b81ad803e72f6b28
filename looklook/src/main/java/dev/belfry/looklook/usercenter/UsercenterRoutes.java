package dev.belfry.looklook.usercenter;

import dev.belfry.looklook.common.auth.AccessToken;
import dev.belfry.looklook.common.auth.Jwt;
import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.common.http.NoRequest;
import dev.belfry.looklook.common.http.Router;
import dev.belfry.looklook.common.http.Routes;
import dev.belfry.looklook.usercenter.rpc.User;
import org.jspecify.annotations.Nullable;

/** Users for guests. */
final class UsercenterRoutes implements Routes {
  private final Accounts accounts;
  private final Jwt jwt;

  UsercenterRoutes(Accounts accounts, Jwt jwt) {
    this.accounts = accounts;
    this.jwt = jwt;
  }

  record RegisterRequest(String mobile, String password, @Nullable String nickname) {}

  record LoginRequest(String mobile, String password) {}

  record WxMiniAuthRequest(String code, String iv, String encryptedData) {}

  record DetailAnswer(UserInfo userInfo) {}

  record UserInfo(long id, String mobile, String nickname, long sex, String avatar, String info) {}

  @Override
  public void mount(Router router) {
    router.post("/usercenter/v1/user/register", RegisterRequest.class, this::register);
    router.post("/usercenter/v1/user/login", LoginRequest.class, this::login);
    router.post("/usercenter/v1/user/wxMiniAuth", WxMiniAuthRequest.class, this::wxMiniAuth);
    router.postSignedIn("/usercenter/v1/user/detail", jwt, NoRequest.class, this::detail);
  }

  private AccessToken register(RegisterRequest request) {
    String nickname = request.nickname();
    return accounts.register(
        request.mobile(), nickname == null ? "" : nickname, request.password());
  }

  private AccessToken login(LoginRequest request) {
    return accounts.login(request.mobile(), request.password());
  }

  private AccessToken wxMiniAuth(WxMiniAuthRequest request) {
    return accounts.loginByWeChat(
        new WxMini.Grant(request.code(), request.iv(), request.encryptedData()));
  }

  private DetailAnswer detail(long userId, NoRequest request) {
    User user =
        accounts
            .find(userId)
            .orElseThrow(() -> CodedException.business("there is no user " + userId));
    return new DetailAnswer(
        new UserInfo(
            user.getId(),
            user.getMobile(),
            user.getNickname(),
            user.getSex(),
            user.getAvatar(),
            user.getInfo()));
  }
}
