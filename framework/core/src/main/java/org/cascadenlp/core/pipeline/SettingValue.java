package org.cascadenlp.core.pipeline;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.apache.uima.resource.metadata.ConfigurationParameter;
import org.cascadenlp.core.error.CascadeException;

/**
 * Parses the value of one parameter from text, according to its declared type; items of a list are
 * separated by commas.
 *
 * @param place the descriptor
 * @param key the option and the setting, as the user wrote them
 */
record SettingValue(ConfigurationParameter parameter, String place, String key) {

  Object parse(String text) {
    if (!parameter.isMultiValued()) {
      return one(text);
    }
    List<Object> items = new ArrayList<>();
    if (!text.isEmpty()) {
      for (String item : text.split(",", -1)) {
        items.add(one(item));
      }
    }
    Object[] array = (Object[]) Array.newInstance(itemType(), items.size());
    return items.toArray(array);
  }

  /** Parses one item. */
  Object one(String text) {
    try {
      return switch (parameter.getType()) {
        case ConfigurationParameter.TYPE_INTEGER -> Integer.valueOf(text.trim());
        case ConfigurationParameter.TYPE_LONG -> Long.valueOf(text.trim());
        case ConfigurationParameter.TYPE_FLOAT -> Float.valueOf(text.trim());
        case ConfigurationParameter.TYPE_DOUBLE -> Double.valueOf(text.trim());
        case ConfigurationParameter.TYPE_BOOLEAN -> flag(text.trim());
        default -> text;
      };
    } catch (NumberFormatException e) {
      throw CascadeException.of(
          place, key + "=" + text, "this parameter is of type " + parameter.getType(), e);
    }
  }

  private static Boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new NumberFormatException(text);
    };
  }

  private Class<?> itemType() {
    return switch (parameter.getType()) {
      case ConfigurationParameter.TYPE_INTEGER -> Integer.class;
      case ConfigurationParameter.TYPE_LONG -> Long.class;
      case ConfigurationParameter.TYPE_FLOAT -> Float.class;
      case ConfigurationParameter.TYPE_DOUBLE -> Double.class;
      case ConfigurationParameter.TYPE_BOOLEAN -> Boolean.class;
      default -> String.class;
    };
  }
}
