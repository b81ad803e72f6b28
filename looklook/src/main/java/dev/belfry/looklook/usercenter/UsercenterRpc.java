package dev.belfry.looklook.usercenter;

import dev.belfry.looklook.common.auth.AccessToken;
import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.common.rpc.Unary;
import dev.belfry.looklook.usercenter.rpc.GenerateTokenReq;
import dev.belfry.looklook.usercenter.rpc.GenerateTokenResp;
import dev.belfry.looklook.usercenter.rpc.GetUserAuthByAuthKeyReq;
import dev.belfry.looklook.usercenter.rpc.GetUserAuthByAuthKeyResp;
import dev.belfry.looklook.usercenter.rpc.GetUserAuthByUserIdReq;
import dev.belfry.looklook.usercenter.rpc.GetUserAuthByUserIdResp;
import dev.belfry.looklook.usercenter.rpc.GetUserInfoReq;
import dev.belfry.looklook.usercenter.rpc.GetUserInfoResp;
import dev.belfry.looklook.usercenter.rpc.LoginReq;
import dev.belfry.looklook.usercenter.rpc.LoginResp;
import dev.belfry.looklook.usercenter.rpc.RegisterReq;
import dev.belfry.looklook.usercenter.rpc.RegisterResp;
import dev.belfry.looklook.usercenter.rpc.UserAuth;
import dev.belfry.looklook.usercenter.rpc.usercenterGrpc.usercenterImplBase;
import io.grpc.stub.StreamObserver;

/** Users for other services. */
final class UsercenterRpc extends usercenterImplBase {
  private final Accounts accounts;

  UsercenterRpc(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public void login(LoginReq request, StreamObserver<LoginResp> response) {
    Unary.answer(
        response,
        () -> {
          if (AuthType.parse(request.getAuthType()) != AuthType.SYSTEM) {
            throw CodedException.param("only authType system signs in with a password");
          }
          AccessToken token = accounts.login(request.getAuthKey(), request.getPassword());
          return LoginResp.newBuilder()
              .setAccessToken(token.accessToken())
              .setAccessExpire(token.accessExpire())
              .setRefreshAfter(token.refreshAfter())
              .build();
        });
  }

  @Override
  public void register(RegisterReq request, StreamObserver<RegisterResp> response) {
    Unary.answer(
        response,
        () -> {
          AccessToken token =
              switch (AuthType.parse(request.getAuthType())) {
                case SYSTEM ->
                    accounts.register(
                        request.getMobile(), request.getNickname(), request.getPassword());
                case WX_MINI ->
                    accounts.registerByWeChat(
                        new WxMini.Identity(request.getAuthKey(), request.getMobile()));
              };
          return RegisterResp.newBuilder()
              .setAccessToken(token.accessToken())
              .setAccessExpire(token.accessExpire())
              .setRefreshAfter(token.refreshAfter())
              .build();
        });
  }

  @Override
  public void getUserInfo(GetUserInfoReq request, StreamObserver<GetUserInfoResp> response) {
    Unary.answer(
        response,
        () ->
            GetUserInfoResp.newBuilder()
                .setUser(
                    accounts
                        .find(request.getId())
                        .orElseThrow(
                            () -> CodedException.business("there is no user " + request.getId())))
                .build());
  }

  @Override
  public void getUserAuthByAuthKey(
      GetUserAuthByAuthKeyReq request, StreamObserver<GetUserAuthByAuthKeyResp> response) {
    Unary.answer(
        response,
        () ->
            GetUserAuthByAuthKeyResp.newBuilder()
                .setUserAuth(
                    accounts
                        .authByKey(AuthType.parse(request.getAuthType()), request.getAuthKey())
                        .orElseGet(UserAuth::getDefaultInstance))
                .build());
  }

  @Override
  public void getUserAuthByUserId(
      GetUserAuthByUserIdReq request, StreamObserver<GetUserAuthByUserIdResp> response) {
    Unary.answer(
        response,
        () ->
            GetUserAuthByUserIdResp.newBuilder()
                .setUserAuth(
                    accounts
                        .authByUser(AuthType.parse(request.getAuthType()), request.getUserId())
                        .orElseGet(UserAuth::getDefaultInstance))
                .build());
  }

  @Override
  public void generateToken(GenerateTokenReq request, StreamObserver<GenerateTokenResp> response) {
    Unary.answer(
        response,
        () -> {
          AccessToken token = accounts.tokenOf(request.getUserId());
          return GenerateTokenResp.newBuilder()
              .setAccessToken(token.accessToken())
              .setAccessExpire(token.accessExpire())
              .setRefreshAfter(token.refreshAfter())
              .build();
        });
  }
}
