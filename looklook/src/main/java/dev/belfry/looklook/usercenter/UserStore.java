package dev.belfry.looklook.usercenter;

import dev.belfry.looklook.usercenter.rpc.User;
import dev.belfry.looklook.usercenter.rpc.UserAuth;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The statements on users and their auths, each within the caller's transaction. */
final class UserStore {

  /** A user's id and hashed password; the password is empty if there is none. */
  record Credentials(long userId, String password) {}

  long insertUser(Handle handle, String mobile, String nickname, String password) {
    return handle
        .createUpdate(
            "INSERT INTO `user` (mobile, nickname, password)"
                + " VALUES (:mobile, :nickname, :password)")
        .bind("mobile", mobile)
        .bind("nickname", nickname)
        .bind("password", password)
        .executeAndReturnGeneratedKeys("id")
        .mapTo(Long.class)
        .one();
  }

  void insertAuth(Handle handle, long userId, AuthType type, String key) {
    handle
        .createUpdate(
            "INSERT INTO user_auth (user_id, auth_type, auth_key) VALUES (:userId, :type, :key)")
        .bind("userId", userId)
        .bind("type", type.text())
        .bind("key", key)
        .execute();
  }

  Optional<User> find(Handle handle, long id) {
    return handle
        .createQuery("SELECT * FROM `user` WHERE id = :id AND del_state = 0")
        .bind("id", id)
        .map((row, context) -> user(row))
        .findOne();
  }

  Optional<Credentials> credentials(Handle handle, String mobile) {
    return handle
        .createQuery("SELECT id, password FROM `user` WHERE mobile = :mobile AND del_state = 0")
        .bind("mobile", mobile)
        .map((row, context) -> new Credentials(row.getLong("id"), row.getString("password")))
        .findOne();
  }

  Optional<UserAuth> authByKey(Handle handle, AuthType type, String key) {
    return handle
        .createQuery(
            "SELECT * FROM user_auth"
                + " WHERE auth_type = :type AND auth_key = :key AND del_state = 0")
        .bind("type", type.text())
        .bind("key", key)
        .map((row, context) -> auth(row))
        .findOne();
  }

  Optional<UserAuth> authByUser(Handle handle, AuthType type, long userId) {
    return handle
        .createQuery(
            "SELECT * FROM user_auth"
                + " WHERE user_id = :userId AND auth_type = :type AND del_state = 0")
        .bind("type", type.text())
        .bind("userId", userId)
        .map((row, context) -> auth(row))
        .findOne();
  }

  private static User user(ResultSet row) throws SQLException {
    return User.newBuilder()
        .setId(row.getLong("id"))
        .setMobile(row.getString("mobile"))
        .setNickname(row.getString("nickname"))
        .setSex(row.getLong("sex"))
        .setAvatar(row.getString("avatar"))
        .setInfo(row.getString("info"))
        .build();
  }

  private static UserAuth auth(ResultSet row) throws SQLException {
    return UserAuth.newBuilder()
        .setId(row.getLong("id"))
        .setUserId(row.getLong("user_id"))
        .setAuthType(row.getString("auth_type"))
        .setAuthKey(row.getString("auth_key"))
        .build();
  }
}
