package dev.belfry.looklook.travel;

import dev.belfry.looklook.common.rpc.Unary;
import dev.belfry.looklook.travel.rpc.Homestay;
import dev.belfry.looklook.travel.rpc.HomestayDetailReq;
import dev.belfry.looklook.travel.rpc.HomestayDetailResp;
import dev.belfry.looklook.travel.rpc.travelGrpc.travelImplBase;
import io.grpc.stub.StreamObserver;

/** The catalogue for other services. */
final class TravelRpc extends travelImplBase {
  private final HomestayStore homestays;

  TravelRpc(HomestayStore homestays) {
    this.homestays = homestays;
  }

  @Override
  public void homestayDetail(
      HomestayDetailReq request, StreamObserver<HomestayDetailResp> response) {
    Unary.answer(
        response,
        () ->
            HomestayDetailResp.newBuilder()
                .setHomestay(
                    homestays.find(request.getId()).orElseGet(Homestay::getDefaultInstance))
                .build());
  }
}
