package dev.belfry.looklook.usercenter;

import dev.belfry.looklook.common.error.CodedException;

/** The ways to sign in. */
public enum AuthType {
  /** By mobile and password; the key is the mobile. */
  SYSTEM("system"),
  /** Through a WeChat mini program; the key is the open id. */
  WX_MINI("wxMini");

  private final String text;

  AuthType(String text) {
    this.text = text;
  }

  /** As in the database and on the wire. */
  public String text() {
    return text;
  }

  static AuthType parse(String text) {
    for (AuthType type : values()) {
      if (type.text.equals(text)) {
        return type;
      }
    }
    throw CodedException.param("authType must be system or wxMini, but is '" + text + "'");
  }
}
