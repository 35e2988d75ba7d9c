package org.cascadenlp.transformers.head;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadClass;
import org.cascadenlp.transformers.config.Architecture;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.config.TransformersClass;
import org.cascadenlp.weights.json.JsonFile;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code config.json} states about the head that was saved with an encoder.
 *
 * @param place the file, for errors
 * @param architecture the class that saved it, for example {@code BertForTokenClassification}
 * @param name the end of the class's name, for example {@link HeadClass#TOKENS}
 * @param labels in the order of its outputs
 * @param outputs what states the number of labels: {@code id2label}, {@code num_labels}, or nothing
 *     (empty), which means two
 * @param problemType {@code problem_type} of {@link HeadClass#SEQUENCES}, else empty
 */
public record HeadConfiguration(
    String place,
    String architecture,
    String name,
    List<String> labels,
    String outputs,
    String problemType) {

  private static final List<String> NAMES =
      List.of(HeadClass.TOKENS, HeadClass.SEQUENCES, HeadClass.ANSWERS);
  private static final List<String> PROBLEMS =
      List.of(HeadClass.SINGLE_LABEL, HeadClass.MULTI_LABEL, HeadClass.REGRESSION);

  private static final String NAMED = "id2label";
  private static final List<String> NUMBERS = List.of("num_labels", "_num_labels");

  private static final List<String> ENDS = List.of("start", "end");

  /** Without a statement transformers assumes two labels. */
  private static final int LABELS = 2;

  private static final int MOST_LABELS = 100_000;

  public HeadConfiguration {
    labels = List.copyOf(labels);
  }

  /** Whether the {@code config.json} in {@code folder} names a class with a head for a task. */
  public static boolean in(Path folder) {
    String named = text(architecture(JsonFile.read(folder.resolve(EncoderConfiguration.FILE))));
    return NAMES.stream().anyMatch(named::contains);
  }

  /**
   * Reads the configuration in {@code folder}.
   *
   * @throws CascadeException if its class is not one of {@code family} with a head for a task, or
   *     its labels or problem type are invalid
   */
  public static HeadConfiguration read(Path folder, Architecture family) {
    Path file = folder.resolve(EncoderConfiguration.FILE);
    JsonObject json = JsonFile.read(file);
    String architecture = text(architecture(json));
    String stated = "architectures is " + json.get("architectures");
    String name = ending(architecture, family, file.toString(), stated);
    return of(json, file.toString(), architecture, name);
  }

  /**
   * The configuration of a head whose class another file names.
   *
   * @param json states labels and problem type
   * @param place the file, for errors
   * @param architecture the class, for example {@code BertForTokenClassification}
   * @param name its end, for example {@link HeadClass#TOKENS}
   */
  static HeadConfiguration of(JsonObject json, String place, String architecture, String name) {
    List<String> labels = labels(json, place);
    if (name.equals(HeadClass.ANSWERS) && labels.size() != ENDS.size()) {
      throw CascadeException.of(
          place,
          labelled(outputs(json), labels.size()),
          "a " + architecture + " has 2 outputs, for the begin and the end of an answer");
    }
    return new HeadConfiguration(
        place,
        architecture,
        name,
        name.equals(HeadClass.ANSWERS) ? ENDS : labels,
        outputs(json),
        name.equals(HeadClass.SEQUENCES) ? problemType(json, labels.size(), place) : "");
  }

  /**
   * What {@code architecture} adds to its encoder, for example {@link HeadClass#TOKENS}.
   *
   * @param place the file that names it, for errors
   * @param stated how it does, for the error if it is no class with a head for a task
   */
  static String ending(String architecture, Architecture family, String place, String stated) {
    for (String known : NAMES) {
      if (architecture.equals(TransformersClass.of(family, known))) {
        return known;
      }
    }
    if (architecture.equals(family.stem() + HeadClass.ANSWERS)) {
      throw CascadeException.of(
          place,
          "architectures is " + architecture + ", whose head is not supported",
          "it searches ends for several begins, with a network for each and a third for no answer;"
              + " a "
              + TransformersClass.of(family, HeadClass.ANSWERS)
              + " is supported");
    }
    throw CascadeException.of(
        place,
        stated,
        "expected a model with a head: "
            + String.join(
                ", ", NAMES.stream().map(known -> TransformersClass.of(family, known)).toList()));
  }

  /** The field that states the labels; empty if none does. */
  private static String outputs(JsonObject json) {
    return Stream.concat(Stream.of(NAMED), NUMBERS.stream())
        .filter(field -> json.get(field) != null && !json.get(field).isJsonNull())
        .findFirst()
        .orElse("");
  }

  /** For an error: how many labels the file states, and where. */
  String labelled() {
    return labelled(outputs, labels.size());
  }

  private static String labelled(String outputs, int labels) {
    if (outputs.isEmpty()) {
      return NAMED + " is missing, which means " + labels + " labels";
    }
    return outputs.equals(NAMED)
        ? NAMED + " has " + labels + (labels == 1 ? " label" : " labels")
        : outputs + " is " + labels;
  }

  private static @Nullable JsonElement architecture(JsonObject json) {
    return json.get("architectures") instanceof JsonArray several && !several.isEmpty()
        ? several.get(0)
        : null;
  }

  private static String text(@Nullable JsonElement element) {
    return element instanceof JsonPrimitive primitive ? primitive.getAsString() : "";
  }

  private static List<String> labels(JsonObject json, String place) {
    JsonElement named = json.get("id2label");
    List<String> labels = new ArrayList<>();
    if (named == null || named.isJsonNull()) {
      int number = number(json, place);
      for (int i = 0; i < number; i++) {
        labels.add("LABEL_" + i);
      }
      return labels;
    }
    if (!(named instanceof JsonObject byId) || byId.isEmpty()) {
      throw CascadeException.of(
          place, "id2label is " + named, "expected an object with the label of each output");
    }
    for (int i = 0; i < byId.size(); i++) {
      JsonElement label = byId.get(Integer.toString(i));
      if (!(label instanceof JsonPrimitive)) {
        throw CascadeException.of(
            place,
            "id2label has " + byId.size() + " entries, and entry " + i + " is " + label,
            "expected a label for each output from 0 to " + (byId.size() - 1));
      }
      int before = labels.indexOf(label.getAsString());
      if (before >= 0) {
        throw CascadeException.of(
            place,
            "id2label has the label '" + label.getAsString() + "' at " + before + " and at " + i,
            "give each output a label of its own");
      }
      labels.add(label.getAsString());
    }
    return labels;
  }

  private static int number(JsonObject json, String place) {
    for (String field : NUMBERS) {
      JsonElement number = json.get(field);
      if (number != null && !number.isJsonNull()) {
        if (number.toString().matches("[1-9][0-9]{0,5}")
            && Integer.parseInt(number.toString()) <= MOST_LABELS) {
          return Integer.parseInt(number.toString());
        }
        throw CascadeException.of(
            place, field + " is " + number, "expected a number from 1 to " + MOST_LABELS);
      }
    }
    return LABELS;
  }

  /** The stated problem type, or the one that transformers infers from the number of labels. */
  private static String problemType(JsonObject json, int labels, String place) {
    JsonElement stated = json.get("problem_type");
    if (stated == null || stated.isJsonNull()) {
      return labels == 1 ? HeadClass.REGRESSION : HeadClass.SINGLE_LABEL;
    }
    if (!PROBLEMS.contains(text(stated))) {
      throw CascadeException.of(
          place, "problem_type is " + stated, "expected one of " + String.join(", ", PROBLEMS));
    }
    if (text(stated).equals(HeadClass.REGRESSION) && labels != 1) {
      throw CascadeException.of(
          place,
          "problem_type is \"regression\", and " + outputs(json) + " has " + labels + " labels",
          "a head with one output is supported, for one number");
    }
    return text(stated);
  }
}
