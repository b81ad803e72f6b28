package dev.belfry.looklook.payment.provider;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What the payer's app needs to open the provider's payment page, in the names of WeChat's JSAPI.
 *
 * @param packageText {@code prepay_id=…}
 * @param timestamp unix seconds, as text
 */
public record Prepayment(
    @JsonProperty("appid") String appId,
    @JsonProperty("nonceStr") String nonce,
    @JsonProperty("paySign") String signature,
    @JsonProperty("package") String packageText,
    @JsonProperty("timestamp") String timestamp,
    @JsonProperty("signType") String signType) {}
