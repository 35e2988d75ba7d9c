package org.cascadenlp.heads.regression;

import com.google.gson.JsonObject;
import java.util.List;
import org.cascadenlp.neural.task.Codec;

/** A number as the member {@code value}. */
final class RegressionCodec implements Codec<Float, Float> {

  static final RegressionCodec INSTANCE = new RegressionCodec();

  private static final String VALUE = "value";

  // of numbers up to 1, and of larger ones as a fraction: precision=auto may choose bfloat16
  private static final double TOLERANCE = 0.02;

  private RegressionCodec() {}

  @Override
  public List<String> texts(Float target) {
    return List.of(String.valueOf(target));
  }

  @Override
  public Float certain(Float target) {
    return target;
  }

  @Override
  public JsonObject json(Float prediction) {
    JsonObject json = new JsonObject();
    json.addProperty(VALUE, prediction);
    return json;
  }

  @Override
  public String difference(JsonObject expected, Float found) {
    double value = expected.has(VALUE) ? expected.get(VALUE).getAsDouble() : Double.NaN;
    boolean same = Math.abs(found - value) <= TOLERANCE * Math.max(1, Math.abs(value));
    return same ? "" : "model.json has the number " + value + ", found " + found;
  }

  @Override
  public boolean isFinite(Float prediction) {
    return Float.isFinite(prediction);
  }
}
