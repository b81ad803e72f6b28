package dev.belfry.looklook.usercenter;

import dev.belfry.looklook.common.auth.AccessToken;
import dev.belfry.looklook.common.auth.Jwt;
import dev.belfry.looklook.common.db.Database;
import dev.belfry.looklook.common.db.UniqueViolation;
import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.usercenter.UserStore.Credentials;
import dev.belfry.looklook.usercenter.rpc.User;
import dev.belfry.looklook.usercenter.rpc.UserAuth;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/** Signing up and signing in. Thread-safe. */
final class Accounts {
  private static final Pattern MOBILE = Pattern.compile("[0-9]{11}");
  private static final int MIN_PASSWORD = 6;

  /** More is no safer, and hashing it costs. */
  private static final int MAX_PASSWORD = 128;

  private static final int MAX_NICKNAME = 64;
  private static final int MOBILE_TAIL = 4;

  private final Database database;
  private final Jwt jwt;
  private final WxMini weChat;
  private final UserStore users = new UserStore();
  private final PasswordHasher passwords = new PasswordHasher();

  Accounts(Database database, Jwt jwt, WxMini weChat) {
    this.database = database;
    this.jwt = jwt;
    this.weChat = weChat;
  }

  static boolean isMobile(String text) {
    return MOBILE.matcher(text).matches();
  }

  /** A new user; an empty nickname becomes one made of the mobile's end. */
  AccessToken register(String mobile, String nickname, String password) {
    if (!isMobile(mobile)) {
      throw CodedException.param("field mobile must be 11 digits");
    }
    if (password.length() < MIN_PASSWORD || password.length() > MAX_PASSWORD) {
      throw CodedException.param(
          "field password must have %d to %d characters".formatted(MIN_PASSWORD, MAX_PASSWORD));
    }
    if (nickname.length() > MAX_NICKNAME) {
      throw CodedException.param(
          "field nickname must have at most %d characters".formatted(MAX_NICKNAME));
    }
    String hash = passwords.hash(password);
    try {
      long userId =
          database.inTransaction(handle -> {
            long id = insert(handle, mobile, nickname, hash);
            weChat
                .openIdOf(mobile)
                .ifPresent(key -> users.insertAuth(handle, id, AuthType.WX_MINI, key));
            return id;
          });
      return jwt.issue(userId);
    } catch (RuntimeException e) {
      if (UniqueViolation.causes(e)) {
        throw CodedException.business("mobile " + mobile + " is registered already");
      }
      throw e;
    }
  }

  private long insert(Handle handle, String mobile, String nickname, String hash) {
    String name =
        nickname.isBlank() ? "guest" + mobile.substring(mobile.length() - MOBILE_TAIL) : nickname;
    long id = users.insertUser(handle, mobile, name, hash);
    users.insertAuth(handle, id, AuthType.SYSTEM, mobile);
    return id;
  }

  /** Does not tell whether it was the mobile or the password that is wrong. */
  AccessToken login(String mobile, String password) {
    Credentials known =
        database
            .withHandle(handle -> users.credentials(handle, mobile))
            .orElse(new Credentials(0, ""));
    if (password.length() > MAX_PASSWORD || !passwords.matches(password, known.password())) {
      throw CodedException.business("the mobile or the password is wrong");
    }
    return jwt.issue(known.userId());
  }

  /** Signs in through WeChat; who is new here is signed up. */
  AccessToken loginByWeChat(WxMini.Grant grant) {
    return registerByWeChat(weChat.identify(grant));
  }

  /** Signs up with an open id that the caller has checked with WeChat. */
  AccessToken registerByWeChat(WxMini.Identity identity) {
    if (identity.openId().isBlank()) {
      throw CodedException.param("field authKey is not set");
    }
    if (!isMobile(identity.mobile())) {
      throw CodedException.param("field mobile must be 11 digits");
    }
    try {
      return jwt.issue(database.inTransaction(handle -> userOf(handle, identity)));
    } catch (RuntimeException e) {
      if (UniqueViolation.causes(e)) {
        // Somebody signed up with the same identity a moment ago: now there is one to find.
        return jwt.issue(database.inTransaction(handle -> userOf(handle, identity)));
      }
      throw e;
    }
  }

  private long userOf(Handle handle, WxMini.Identity identity) {
    Optional<UserAuth> auth = users.authByKey(handle, AuthType.WX_MINI, identity.openId());
    if (auth.isPresent()) {
      return auth.get().getUserId();
    }
    // WeChat has checked the mobile, so its owner may join it to the account of that mobile.
    long userId =
        users
            .credentials(handle, identity.mobile())
            .map(Credentials::userId)
            .orElseGet(() -> insert(handle, identity.mobile(), "", ""));
    if (users.authByUser(handle, AuthType.WX_MINI, userId).isPresent()) {
      throw CodedException.business(
          "mobile " + identity.mobile() + " belongs to another WeChat account");
    }
    users.insertAuth(handle, userId, AuthType.WX_MINI, identity.openId());
    return userId;
  }

  AccessToken tokenOf(long userId) {
    if (find(userId).isEmpty()) {
      throw CodedException.business("there is no user " + userId);
    }
    return jwt.issue(userId);
  }

  Optional<User> find(long userId) {
    return database.withHandle(handle -> users.find(handle, userId));
  }

  Optional<UserAuth> authByKey(AuthType type, String key) {
    return database.withHandle(handle -> users.authByKey(handle, type, key));
  }

  Optional<UserAuth> authByUser(AuthType type, long userId) {
    return database.withHandle(handle -> users.authByUser(handle, type, userId));
  }
}
