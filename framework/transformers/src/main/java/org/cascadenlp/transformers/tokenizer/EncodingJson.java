package org.cascadenlp.transformers.tokenizer;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import org.cascadenlp.transformers.tokenizer.settings.Encoding;

/** Encodings as JSON: {@code {"tokens":[...],"ids":[...],"offsets":[[begin,end],...]}}. */
public final class EncodingJson {

  private EncodingJson() {}

  /** Writes {@code encoding} on one line, without a line end. */
  @SuppressWarnings("resource") // the caller's writer stays open
  public static void write(Encoding encoding, Writer out) throws IOException {
    JsonWriter json = new JsonWriter(out);
    json.setHtmlSafe(false);
    json.beginObject().name("tokens").beginArray();
    for (String piece : encoding.pieces()) {
      json.value(piece);
    }
    json.endArray().name("ids").beginArray();
    for (int id : encoding.ids()) {
      json.value(id);
    }
    json.endArray().name("offsets").beginArray();
    for (int i = 0; i < encoding.ids().length; i++) {
      json.beginArray().value(encoding.begins()[i]).value(encoding.ends()[i]).endArray();
    }
    json.endArray().endObject();
  }
}
