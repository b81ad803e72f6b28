package dev.belfry.looklook.common.id;

/** What a serial number stands for. */
public enum SnPrefix {
  ORDER("HSO"),
  PAYMENT("PMT"),
  REFUND("RFD");

  private final String text;

  SnPrefix(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
