package dev.belfry.looklook.order;

import dev.belfry.looklook.common.db.Database;
import dev.belfry.looklook.common.db.OptimisticWrites;
import dev.belfry.looklook.common.db.StaleRowException;
import dev.belfry.looklook.common.db.UniqueViolation;
import dev.belfry.looklook.common.error.CodedException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Makes orders and moves them through their states. Every change is one transaction with what
 * follows from it. Thread-safe.
 */
final class OrderService {

  /** Two equal numbers within a second are one in 10⁸; a second try settles it. */
  private static final int MAX_NUMBERS_TRIED = 5;

  private final Database database;
  private final OptimisticWrites writes;
  private final OrderRepository orders = new OrderRepository();
  private final Homestays homestays;
  private final OrderEffects effects;
  private final RefundDesk refunds;
  private final Clock clock;
  private final OrderNumbers numbers;
  private final BookingRules rules;

  /** The zone of {@code clock} is that of the homestays' days. */
  OrderService(
      Database database,
      Homestays homestays,
      RefundDesk refunds,
      OrderEffects effects,
      Clock clock) {
    this.database = database;
    this.writes = new OptimisticWrites(database);
    this.homestays = homestays;
    this.effects = effects;
    this.refunds = refunds;
    this.clock = clock;
    this.numbers = new OrderNumbers(clock);
    this.rules = new BookingRules(clock);
  }

  /**
   * Makes an order of a booking, with the task that closes it if nobody pays.
   *
   * @throws CodedException if a rule says no, or the homestay does not exist
   */
  Order create(Booking booking) {
    Homestay homestay =
        homestays
            .find(booking.homestayId())
            .orElseThrow(
                () -> CodedException.business("There is no homestay " + booking.homestayId()));
    rules
        .brokenBy(booking, homestay)
        .ifPresent(rule -> {
          throw CodedException.business(rule);
        });
    for (int attempt = 1; ; attempt++) {
      Order order = newOrder(booking, homestay);
      try {
        return database.inTransaction(handle -> insert(handle, order));
      } catch (RuntimeException e) {
        if (!UniqueViolation.causes(e) || attempt == MAX_NUMBERS_TRIED) {
          throw e;
        }
      }
    }
  }

  private Order newOrder(Booking booking, Homestay homestay) {
    return new Order(
        0,
        numbers.nextSn(),
        booking.userId(),
        OrderState.WAIT_PAY,
        homestay,
        LocalDate.ofInstant(booking.from(), clock.getZone()),
        LocalDate.ofInstant(booking.until(), clock.getZone()),
        (int) booking.people(),
        booking.meals(),
        Price.of(booking, homestay),
        numbers.nextTradeCode(),
        booking.remark(),
        Order.RefundMark.NONE,
        now(),
        0);
  }

  private Order insert(Handle handle, Order order) {
    Order stored = orders.insert(handle, order);
    effects.created(handle, stored);
    return stored;
  }

  /** The order of that number. */
  Optional<Order> find(String sn) {
    return database.withHandle(handle -> orders.find(handle, sn));
  }

  /** A page of a customer's orders. */
  List<Order> list(OrderListQuery query) {
    return database.withHandle(handle -> orders.list(handle, query));
  }

  /** What happened to an order, oldest first. */
  List<HistoryEntry> history(String sn) {
    return database.withHandle(handle -> orders.history(handle, sn));
  }

  /**
   * Moves an order to another state, with what follows from it. An order that is there already
   * stays as it is, and what follows is ensured once more.
   *
   * <p>A payment that comes for a closed order marks the order and is reported to the payment
   * service, which gives the money back; only then is the caller told, with {@link
   * dev.belfry.looklook.common.error.ErrorCode#PAID_AFTER_CLOSE}. Any other failure means that this
   * is not settled yet, and that the caller must repeat the update.
   *
   * @return the changed order; empty if it was in that state already
   * @throws CodedException if there is no such order, or it cannot go there
   */
  Optional<Order> changeState(String sn, OrderState target) {
    StateChange change = writes.run(handle -> change(handle, sn, target));
    return switch (change) {
      case StateChange.Made made -> Optional.of(made.order());
      case StateChange.Repeated repeated -> Optional.empty();
      case StateChange.Refused refused -> throw refused.error();
      case StateChange.PaidAfterClose late -> {
        refunds.refundClosed(sn);
        throw OrderErrors.paidAfterClose(late.order());
      }
    };
  }

  private StateChange change(Handle handle, String sn, OrderState target) {
    Optional<Order> found = orders.find(handle, sn);
    if (found.isEmpty()) {
      return new StateChange.Refused(OrderErrors.missing(sn));
    }
    Order order = found.get();
    return switch (order.state().to(target)) {
      case NONE -> {
        effects.reached(handle, order);
        yield new StateChange.Repeated();
      }
      case ALLOWED -> {
        Order changed = order.in(target);
        update(handle, order, changed, "changed");
        effects.reached(handle, changed);
        yield new StateChange.Made(changed);
      }
      case REJECTED -> refuse(handle, order, target);
    };
  }

  private StateChange refuse(Handle handle, Order order, OrderState target) {
    if (order.state() != OrderState.CANCELLED || target != OrderState.WAIT_USE) {
      return new StateChange.Refused(OrderErrors.rejected(order, target));
    }
    if (order.refund() == Order.RefundMark.NONE) {
      update(
          handle,
          order,
          order.marked(Order.RefundMark.PAID_AFTER_CLOSE),
          "paid after it was closed: the money goes back");
    }
    return new StateChange.PaidAfterClose(order);
  }

  private void update(Handle handle, Order before, Order after, String note) {
    if (!orders.update(handle, before, after, note, now())) {
      throw new StaleRowException("order " + before.sn());
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
