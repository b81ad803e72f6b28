package dev.belfry.looklook.travel;

import dev.belfry.looklook.common.error.CodedException;
import dev.belfry.looklook.common.http.Router;
import dev.belfry.looklook.common.http.Routes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The catalogue for guests. */
final class TravelRoutes implements Routes {
  private static final int DEFAULT_PAGE_SIZE = 20;

  /** Keeps one answer well below a megabyte, whatever a caller asks for. */
  private static final int MAX_PAGE_SIZE = 100;

  /** Nobody turns more pages by hand; keeps the offset from overflowing. */
  private static final long MAX_PAGE = 1_000_000;

  private final HomestayStore homestays;

  TravelRoutes(HomestayStore homestays) {
    this.homestays = homestays;
  }

  record DetailRequest(long id) {}

  /** What has this id; null if nothing has. */
  record DetailAnswer(@Nullable HomestayView homestay) {}

  record ListRequest(@Nullable Long page, @Nullable Integer pageSize) {}

  record ListAnswer(List<HomestayView> list) {}

  @Override
  public void mount(Router router) {
    router.post("/travel/v1/homestay/homestayDetail", DetailRequest.class, this::detail);
    router.post("/travel/v1/homestay/homestayList", ListRequest.class, this::list);
  }

  private DetailAnswer detail(DetailRequest request) {
    return new DetailAnswer(homestays.find(request.id()).map(HomestayView::of).orElse(null));
  }

  private ListAnswer list(ListRequest request) {
    Long page = request.page();
    if (page != null && (page < 1 || page > MAX_PAGE)) {
      throw CodedException.param("field page must be between 1 and " + MAX_PAGE);
    }
    Integer pageSize = request.pageSize();
    if (pageSize != null && (pageSize < 1 || pageSize > MAX_PAGE_SIZE)) {
      throw CodedException.param("field pageSize must be between 1 and " + MAX_PAGE_SIZE);
    }
    return new ListAnswer(
        homestays
            .list(page == null ? 1 : page, pageSize == null ? DEFAULT_PAGE_SIZE : pageSize)
            .stream()
            .map(HomestayView::of)
            .toList());
  }
}
