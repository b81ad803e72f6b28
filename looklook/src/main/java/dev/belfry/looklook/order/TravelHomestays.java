package dev.belfry.looklook.order;

import dev.belfry.looklook.common.rpc.RpcClient;
import dev.belfry.looklook.travel.rpc.HomestayDetailReq;
import dev.belfry.looklook.travel.rpc.travelGrpc.travelBlockingStub;
import java.util.Optional;

/** The catalogue that the travel service keeps. Thread-safe. */
final class TravelHomestays implements Homestays {
  private static final int ON_SHELF = 1;

  private final RpcClient<travelBlockingStub> travel;

  TravelHomestays(RpcClient<travelBlockingStub> travel) {
    this.travel = travel;
  }

  @Override
  public Optional<Homestay> find(long id) {
    var request = HomestayDetailReq.newBuilder().setId(id).build();
    var found = travel.call(stub -> stub.homestayDetail(request)).getHomestay();
    return found.getId() == 0 ? Optional.empty() : Optional.of(homestay(found));
  }

  private static Homestay homestay(dev.belfry.looklook.travel.rpc.Homestay found) {
    return new Homestay(
        found.getId(),
        found.getTitle(),
        found.getSubTitle(),
        found.getBanner(),
        found.getInfo(),
        (int) found.getPeopleNum(),
        found.getRowState() == ON_SHELF ? Homestay.Listing.ON_SHELF : Homestay.Listing.OFF_SHELF,
        (int) found.getRowType(),
        found.getFoodInfo(),
        found.getFoodPrice(),
        found.getHomestayPrice(),
        found.getMarketHomestayPrice(),
        found.getHomestayBusinessId(),
        found.getUserId());
  }
}
