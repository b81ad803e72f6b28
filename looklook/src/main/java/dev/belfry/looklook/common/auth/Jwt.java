package dev.belfry.looklook.common.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.common.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** Signs and checks access tokens (HS256; claims exp, iat, jwtUserId). Thread-safe. */
public final class Jwt {
  private static final String USER_ID = "jwtUserId";
  private static final String BEARER = "bearer ";
  private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.HS256);

  private final JwtAuthConf conf;
  private final Clock clock;
  private final MACSigner signer;
  private final MACVerifier verifier;

  /** Tokens by the system clock. */
  public Jwt(JwtAuthConf conf) {
    this(conf, Clock.systemUTC());
  }

  /** Tokens whose times come from {@code clock}. */
  public Jwt(JwtAuthConf conf, Clock clock) {
    this.conf = conf;
    this.clock = clock;
    byte[] key = conf.accessSecret().getBytes(StandardCharsets.UTF_8);
    try {
      this.signer = new MACSigner(key);
      this.verifier = new MACVerifier(key);
    } catch (JOSEException e) {
      throw new IllegalArgumentException("JwtAuth.AccessSecret is no key for HS256", e);
    }
  }

  /** A new token of the user. */
  public AccessToken issue(long userId) {
    Instant now = Instant.ofEpochSecond(clock.instant().getEpochSecond());
    Instant expiry = now.plusSeconds(conf.accessExpire());
    var claims =
        new JWTClaimsSet.Builder()
            .issueTime(Date.from(now))
            .expirationTime(Date.from(expiry))
            .claim(USER_ID, userId)
            .build();
    var jwt = new SignedJWT(HEADER, claims);
    try {
      jwt.sign(signer);
    } catch (JOSEException e) {
      throw new CodedException(ErrorCode.TOKEN_GENERATION, ErrorCode.TOKEN_GENERATION.text(), e);
    }
    long refreshAfter = now.getEpochSecond() + conf.accessExpire() / 2;
    return new AccessToken(jwt.serialize(), expiry.getEpochSecond(), refreshAfter);
  }

  /**
   * The user that an Authorization header stands for, with or without the word Bearer before the
   * token.
   *
   * @throws InvalidTokenException if the header is no good
   */
  public long verify(@Nullable String authorization) throws InvalidTokenException {
    if (authorization == null || authorization.isBlank()) {
      throw new InvalidTokenException("no Authorization header");
    }
    String token =
        authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
            ? authorization.substring(BEARER.length()).strip()
            : authorization.strip();
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm()) || !jwt.verify(verifier)) {
        throw new InvalidTokenException("the token is not signed by our key");
      }
      return userOf(jwt.getJWTClaimsSet());
    } catch (ParseException e) {
      throw new InvalidTokenException("the token is malformed", e);
    } catch (JOSEException e) {
      throw new InvalidTokenException("the signature cannot be checked", e);
    }
  }

  private long userOf(JWTClaimsSet claims) throws InvalidTokenException, ParseException {
    Date expiry = claims.getExpirationTime();
    if (expiry == null || !clock.instant().isBefore(expiry.toInstant())) {
      throw new InvalidTokenException("the token ended at " + expiry);
    }
    Long userId = claims.getLongClaim(USER_ID);
    if (userId == null || userId <= 0) {
      throw new InvalidTokenException("the token names no user");
    }
    return userId;
  }
}
