package org.cascadenlp.neural.vectors;

import org.apache.uima.UimaContext;
import org.apache.uima.UimaContextAdmin;

/**
 * The place of a part: its engine, and its path of roles within the engine.
 *
 * @param engine the name of the engine that was produced as a whole; unique in this process only
 * @param path the part's qualified context name, {@code /OUTER/INNER/}; {@code /} if the part is an
 *     engine by itself. In a collection processing engine, and if uimaFIT makes an engine for a
 *     view, the outermost name is that of the engine
 * @param producer the value of feature {@code producer} in its {@code Vectors}: the path, followed
 *     by the name of its descriptor if the path is {@code /}
 */
public record PartPlace(String engine, String path, String producer) {

  private static final String ROOT = "/";

  /** The place of the part that {@code context} belongs to. */
  public static PartPlace of(UimaContext context) {
    UimaContextAdmin admin = (UimaContextAdmin) context;
    UimaContextAdmin root = admin.getRootContext();
    String path = admin.getQualifiedContextName();
    String engine = root.getUniqueName();
    if (root.getManagementInterface().getName() == null) {
      // the root is not an engine but holds named ones
      engine += path.substring(0, path.indexOf('/', 1) + 1);
    }
    String name = path.equals(ROOT) ? admin.getManagementInterface().getName() : "";
    return new PartPlace(engine, path, path + name);
  }

  /** True if it is an engine by itself. */
  boolean isAlone() {
    return path.equals(ROOT) || engine.endsWith(path);
  }

  /** The path of the aggregate it is a part of; {@code /} if it is an engine by itself. */
  String aggregate() {
    int last = path.lastIndexOf('/', path.length() - 2);
    return last < 0 ? ROOT : path.substring(0, last + 1);
  }

  /** True if both are parts of one engine, or engines by themselves. */
  boolean isTogether(PartPlace other) {
    return engine.equals(other.engine) || (isAlone() && other.isAlone());
  }

  /** True if it is in engine {@code itsEngine}, at {@code outer} or below. */
  boolean isBelow(String itsEngine, String outer) {
    return engine.equals(itsEngine) && path.startsWith(outer);
  }

  /**
   * True if it is in the aggregate of {@code other} or below, or if both are engines by themselves.
   */
  boolean isBeside(PartPlace other) {
    return isBelow(other.engine, other.aggregate()) || (isAlone() && other.isAlone());
  }

  /** The number of nested aggregates that contain both parts; 0 in different engines. */
  int nearness(PartPlace other) {
    int common = 0;
    for (String outer = aggregate(); ; outer = outer(outer)) {
      if (other.isBelow(engine, outer)) {
        common = (int) outer.chars().filter(c -> c == '/').count();
        break;
      }
      if (outer.equals(ROOT)) {
        break;
      }
    }
    return common;
  }

  /** The path of the aggregate around {@code aggregate}. */
  static String outer(String aggregate) {
    return aggregate.substring(0, aggregate.lastIndexOf('/', aggregate.length() - 2) + 1);
  }

  /** Its roles joined by slashes, the outermost first, or the name of its descriptor. */
  String role() {
    return bare(producer);
  }

  /** {@code path} without leading and trailing slashes. */
  static String bare(String path) {
    return path.replaceAll("^/+|/+$", "");
  }
}
