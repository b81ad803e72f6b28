package dev.belfry.looklook.usercenter;

import java.util.Optional;

/** The WeChat mini program, as far as signing in goes. */
interface WxMini {

  /** Who a guest is to WeChat. */
  record Identity(String openId, String mobile) {}

  /** What the mini program hands over after the guest agreed. */
  record Grant(String code, String iv, String encryptedData) {}

  /**
   * Asks WeChat who agreed.
   *
   * @throws dev.belfry.looklook.common.error.CodedException if the grant is no good
   */
  Identity identify(Grant grant);

  /**
   * The open id of somebody who signs up with a mobile, where that is known without a grant. WeChat
   * itself never tells.
   */
  default Optional<String> openIdOf(String mobile) {
    return Optional.empty();
  }
}
