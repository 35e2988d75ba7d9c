package org.cascadenlp.contextual;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A file with a few random faults, determined by the state of {@code random}. */
final class MutatedFile {

  /** Values of a wrong type or too large, and steps that are difficult for native code. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "1",
          "-1",
          "2",
          "1.5",
          "100000",
          "2147483647",
          "2147483648",
          "-9223372036854775808",
          "18446744073709551616",
          "1e999",
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\u0301\"",
          "\"\\u2581\"",
          "\"##\"",
          "\"[UNK]\"",
          "\"<unk>\"",
          "\"A\"",
          "\"B\"",
          "[]",
          "{}",
          "[[]]",
          "[null]",
          "[\"a\", 1]",
          "{\"String\": \"\"}",
          "{\"String\": \" \"}",
          "{\"Regex\": \"\"}",
          "{\"Regex\": \"(a+)+$\"}",
          "{\"Regex\": \"(x|x)*y\"}",
          "{\"Regex\": \"\\\\s*\"}",
          "{\"Regex\": \"(?=.)\"}",
          "{\"Regex\": \"[\\\\s\\\\S]\"}",
          "{\"Regex\": \"((((((((((((((((((((a))))))))))))))))))))\"}",
          "{\"Regex\": \"(?<!a)b|\\\\p{L}{2,5}?\"}");

  private static final List<String> NORMALIZERS =
      List.of(
          "{\"type\":\"Sequence\",\"normalizers\":[]}",
          "{\"type\":\"Prepend\",\"prepend\":\"\"}",
          "{\"type\":\"Prepend\",\"prepend\":\"\\u2581\"}",
          "{\"type\":\"Strip\",\"strip_left\":true,\"strip_right\":true}",
          "{\"type\":\"StripAccents\"}",
          "{\"type\":\"NFKD\"}",
          "{\"type\":\"NFC\"}",
          "{\"type\":\"Nmt\"}",
          "{\"type\":\"Lowercase\"}",
          "{\"type\":\"ByteLevel\"}",
          "{\"type\":\"Precompiled\"}",
          "{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"AAAAAA==\"}",
          "{\"type\":\"BertNormalizer\",\"clean_text\":true,\"handle_chinese_chars\":true,"
              + "\"strip_accents\":true,\"lowercase\":true}",
          "{\"type\":\"Replace\",\"pattern\":{\"Regex\":\"x*\"},\"content\":\"y\"}",
          "{\"type\":\"Replace\",\"pattern\":{\"String\":\"a\"},\"content\":\"\"}",
          "{\"type\":\"Replace\",\"pattern\":{\"String\":\" \"},\"content\":\"\\u2581\\u2581\"}",
          "{\"type\":\"Replace\",\"pattern\":{\"Regex\":\".\"},\"content\":\"\"}");

  private static final List<String> PRE_TOKENIZERS =
      List.of(
          "{\"type\":\"FixedLength\",\"length\":0}",
          "{\"type\":\"FixedLength\",\"length\":1}",
          "{\"type\":\"UnicodeScripts\"}",
          "{\"type\":\"Digits\",\"individual_digits\":true}",
          "{\"type\":\"Punctuation\",\"behavior\":\"MergedWithPrevious\"}",
          "{\"type\":\"Whitespace\"}",
          "{\"type\":\"WhitespaceSplit\"}",
          "{\"type\":\"CharDelimiterSplit\",\"delimiter\":\"a\"}",
          "{\"type\":\"Split\",\"pattern\":{\"Regex\":\"(?=b)\"},\"behavior\":\"MergedWithNext\","
              + "\"invert\":true}",
          "{\"type\":\"Split\",\"pattern\":{\"Regex\":\"\\\\w*\"},\"behavior\":\"Contiguous\","
              + "\"invert\":false}",
          "{\"type\":\"Metaspace\",\"replacement\":\"\\u2581\",\"prepend_scheme\":\"first\","
              + "\"split\":true}",
          "{\"type\":\"ByteLevel\",\"add_prefix_space\":true,\"trim_offsets\":true,"
              + "\"use_regex\":true}",
          "{\"type\":\"BertPreTokenizer\"}");

  private static final List<String> POST_PROCESSORS =
      List.of(
          "{\"type\":\"TemplateProcessing\",\"single\":[{\"Sequence\":{\"id\":\"B\",\"type_id\":0}}]"
              + ",\"pair\":[],\"special_tokens\":{}}",
          "{\"type\":\"RobertaProcessing\",\"sep\":[\"\",1],\"cls\":[\"\",0],\"trim_offsets\":true,"
              + "\"add_prefix_space\":true}",
          "{\"type\":\"ByteLevel\",\"add_prefix_space\":true,\"trim_offsets\":true,"
              + "\"use_regex\":true}");

  private static final List<String> DECODERS =
      List.of(
          "{\"type\":\"Strip\",\"content\":\" \",\"start\":1,\"stop\":1}",
          "{\"type\":\"Strip\",\"content\":\" \",\"start\":1,\"stop\":0}",
          "{\"type\":\"ByteFallback\"}",
          "{\"type\":\"Fuse\"}",
          "{\"type\":\"CTC\",\"pad_token\":\"\",\"word_delimiter_token\":\"\",\"cleanup\":true}",
          "{\"type\":\"BPEDecoder\",\"suffix\":\"\"}",
          "{\"type\":\"WordPiece\",\"prefix\":\"\",\"cleanup\":true}",
          "{\"type\":\"Replace\",\"pattern\":{\"Regex\":\"x*\"},\"content\":\"y\"}",
          "{\"type\":\"Replace\",\"pattern\":{\"String\":\"a\"},\"content\":\"\"}",
          "{\"type\":\"Replace\",\"pattern\":{\"String\":\" \"},\"content\":\"\\u2581\\u2581\"}",
          "{\"type\":\"Replace\",\"pattern\":{\"Regex\":\".\"},\"content\":\"\"}");

  private record Section(String name, String list, List<String> steps) {}

  private static final List<Section> SECTIONS =
      List.of(
          new Section("normalizer", "normalizers", NORMALIZERS),
          new Section("pre_tokenizer", "pretokenizers", PRE_TOKENIZERS),
          new Section("post_processor", "processors", POST_PROCESSORS),
          new Section("decoder", "decoders", DECODERS));

  private static final List<String> TOKENS =
      List.of(
          "", " ", "  ", "\u0007", "\u00ad", "\u0301", "a", "ab", "<", "\u4e2d", "\u2581", "x y");

  private final Random random;

  private MutatedFile(Random random) {
    this.random = random;
  }

  /** Changes, removes or inserts bytes, or truncates. */
  static byte[] bytes(byte[] file, Random random) {
    byte[] bytes = file.clone();
    for (int i = 1 + random.nextInt(3); i > 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      int kind = random.nextInt(10);
      if (kind < 6) {
        bytes[at] = (byte) (random.nextBoolean() ? random.nextInt() : bytes[at] ^ 1 << kind);
      } else if (kind == 9) {
        bytes = Arrays.copyOf(bytes, at);
      } else {
        int length = Math.min(bytes.length - at, 1 + random.nextInt(8));
        byte[] other = new byte[bytes.length + (kind == 8 ? -length : length)];
        System.arraycopy(bytes, 0, other, 0, at);
        if (kind == 8) {
          System.arraycopy(bytes, at + length, other, at, bytes.length - at - length);
        } else {
          System.arraycopy(bytes, at, other, at + length, bytes.length - at);
        }
        bytes = other;
      }
    }
    return bytes;
  }

  /** Changes JSON values at uniformly chosen positions. */
  static byte[] json(byte[] file, Random random) {
    if (random.nextInt(16) == 0) {
      return bytes(file, random);
    }
    JsonObject json =
        JsonParser.parseString(new String(file, StandardCharsets.UTF_8)).getAsJsonObject();
    MutatedFile mutated = new MutatedFile(random);
    for (int i = random.nextInt(3) == 0 ? 2 : 1; i > 0; i--) {
      mutated.change(json);
    }
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void change(JsonObject json) {
    int kind = json.has("model") ? random.nextInt(10) : 9;
    if (kind < 3) {
      addStep(json, SECTIONS.get(random.nextInt(SECTIONS.size())));
    } else if (kind < 5) {
      addToken(json);
    } else {
      List<JsonElement> places = new ArrayList<>();
      places(json, places);
      changeOne(places.get(random.nextInt(places.size())));
    }
  }

  private void addStep(JsonObject json, Section section) {
    JsonElement step =
        JsonParser.parseString(section.steps.get(random.nextInt(section.steps.size())));
    JsonArray steps = new JsonArray();
    JsonElement known = json.get(section.name);
    if (known != null && known.isJsonObject()) {
      steps.add(known);
    }
    int before = random.nextInt(steps.size() + 1);
    JsonArray all = new JsonArray();
    for (int i = 0; i <= steps.size(); i++) {
      if (i == before) {
        all.add(step);
      }
      if (i < steps.size()) {
        all.add(steps.get(i));
      }
    }
    JsonObject sequence = new JsonObject();
    sequence.addProperty("type", "Sequence");
    sequence.add(section.list, all);
    json.add(section.name, sequence);
  }

  private void addToken(JsonObject json) {
    JsonArray added = json.get("added_tokens") instanceof JsonArray known ? known : new JsonArray();
    JsonObject token = new JsonObject();
    token.addProperty("id", random.nextBoolean() ? added.size() : random.nextInt(20_000_000));
    token.addProperty("content", TOKENS.get(random.nextInt(TOKENS.size())));
    for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized", "special")) {
      token.addProperty(flag, random.nextBoolean());
    }
    added.add(token);
    json.add("added_tokens", added);
  }

  /** All objects and lists, without the entries of the vocabulary. */
  private static void places(JsonElement element, List<JsonElement> places) {
    if (element instanceof JsonObject object) {
      places.add(object);
      if (object.size() < 100) {
        object.asMap().values().forEach(value -> places(value, places));
      }
    } else if (element instanceof JsonArray array) {
      places.add(array);
      for (int i = 0; i < Math.min(array.size(), 20); i++) {
        places(array.get(i), places);
      }
    }
  }

  private void changeOne(JsonElement place) {
    if (place instanceof JsonObject object && object.size() > 0) {
      List<String> names = List.copyOf(object.keySet());
      String name = names.get(random.nextInt(names.size()));
      switch (random.nextInt(6)) {
        case 0 -> object.remove(name);
        case 1 -> object.add(name, object.get(names.get(random.nextInt(names.size()))));
        default -> object.add(name, value(object.get(name)));
      }
    } else if (place instanceof JsonArray array && !array.isEmpty()) {
      int at = random.nextInt(array.size());
      switch (random.nextInt(6)) {
        case 0 -> array.remove(at);
        case 1 -> array.add(array.get(random.nextInt(array.size())));
        default -> array.set(at, value(array.get(at)));
      }
    }
  }

  private JsonElement value(JsonElement known) {
    if (known instanceof JsonPrimitive number && number.isNumber() && random.nextBoolean()) {
      return new JsonPrimitive(
          number.getAsLong() * (random.nextInt(7) - 3) + random.nextInt(3) - 1);
    } else if (known instanceof JsonPrimitive text && text.isString() && random.nextInt(3) == 0) {
      return new JsonPrimitive(text.getAsString().repeat(1 << random.nextInt(12)));
    }
    return JsonParser.parseString(VALUES.get(random.nextInt(VALUES.size())));
  }
}
