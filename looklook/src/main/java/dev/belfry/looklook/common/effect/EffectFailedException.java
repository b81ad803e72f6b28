package dev.belfry.looklook.common.effect;

/** A task or message could not be handed over; the transaction that wanted it must roll back. */
public final class EffectFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EffectFailedException(Effect effect, Throwable cause) {
    super("could not ensure " + effect + ": " + cause.getMessage(), cause);
  }
}
