package org.cascadenlp.core.score;

import com.google.gson.JsonObject;

/** Precision, recall and F1 as fractions from 0 to 1. */
record PrecisionRecallF1(double precision, double recall, double f1) {

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("precision", precision);
    json.addProperty("recall", recall);
    json.addProperty("f1", f1);
    return json;
  }
}
