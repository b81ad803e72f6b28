package dev.belfry.looklook.common.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class JdbcTargetTest {

  @Test
  void goForm_isUnderstood() {
    JdbcTarget target =
        JdbcTarget.parse(
            "root:p@ss:w(o)rd/1@tcp(mysql:3306)/looklook_order?charset=utf8mb4&parseTime=true&loc=Asia%2FShanghai");

    assertThat(target.url()).isEqualTo("jdbc:mariadb://mysql:3306/looklook_order?sslMode=disable");
    assertThat(target.user()).isEqualTo("root");
    assertThat(target.password()).isEqualTo("p@ss:w(o)rd/1");
    assertThat(target.zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
  }

  @Test
  void goForm_withoutPasswordPortAndQuery_takesDefaults() {
    JdbcTarget target = JdbcTarget.parse("root@tcp(localhost)/looklook");

    assertThat(target.url()).isEqualTo("jdbc:mariadb://localhost:3306/looklook?sslMode=disable");
    assertThat(target.password()).isNull();
    assertThat(target.zone()).isEqualTo(ZoneOffset.UTC);
  }

  @Test
  void goForm_unknownZone_isRefused() {
    assertThatThrownBy(() -> JdbcTarget.parse("root@tcp(localhost)/looklook?loc=Moon"))
        .hasMessage("DB.DataSource: loc=Moon is no time zone");
  }

  @Test
  void goForm_tls_isKept() {
    assertThat(JdbcTarget.parse("root@tcp(localhost)/looklook?tls=true").url())
        .endsWith("?sslMode=verify-full");
    assertThatThrownBy(() -> JdbcTarget.parse("root@tcp(localhost)/looklook?tls=custom"))
        .hasMessageContaining("tls must be false, true or skip-verify, but is custom");
  }

  @Test
  void mysqlUrl_goesToTheMariaDbDriver() {
    assertThat(JdbcTarget.parse("jdbc:mysql://db:3306/x?user=a").url())
        .isEqualTo("jdbc:mariadb://db:3306/x?user=a");
  }

  @Test
  void h2Url_behavesLikeMySql() {
    assertThat(JdbcTarget.parse("jdbc:h2:mem:x;MODE=MySQL").url())
        .isEqualTo("jdbc:h2:mem:x;MODE=MySQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1");
  }

  @Test
  void anythingElse_isRefusedWithTheForms() {
    assertThatThrownBy(() -> JdbcTarget.parse("mysql.example.org"))
        .hasMessageContaining("user:pass@tcp(host:port)/db");
  }

  @Test
  void toString_hidesPasswords() {
    assertThat(JdbcTarget.parse("jdbc:mariadb://db/x?user=a&password=secret").toString())
        .doesNotContain("secret");
  }
}
