package dev.belfry.looklook.usercenter;

import dev.belfry.looklook.common.error.CodedException;
import java.util.Optional;

/**
 * A WeChat for demos and tests: everybody has an account, and the "encrypted" data is the mobile
 * itself.
 */
final class SandboxWxMini implements WxMini {
  private static final String OPEN_ID_PREFIX = "sandbox-";

  @Override
  public Identity identify(Grant grant) {
    String mobile = grant.encryptedData();
    if (!Accounts.isMobile(mobile)) {
      throw CodedException.param(
          "field encryptedData must be a mobile of 11 digits: this is the WeChat sandbox");
    }
    return new Identity(OPEN_ID_PREFIX + mobile, mobile);
  }

  @Override
  public Optional<String> openIdOf(String mobile) {
    return Optional.of(OPEN_ID_PREFIX + mobile);
  }
}
