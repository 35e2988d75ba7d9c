package org.cascadenlp.neural.vectors;

import org.apache.uima.UimaContext;
import org.apache.uima.UimaContextAdmin;

/**
 * Where a part runs: in which engine, and under which roles there.
 *
 * @param engine names the engine that was produced as a whole, in this process only
 * @param path the part's qualified context name, {@code /OUTER/INNER/}; {@code /} where the part is
 *     an engine by itself. In a collection processing engine, and where uimaFIT makes an engine for
 *     a view, the outermost name is that of the engine
 * @param producer what its {@code Vectors} name as their producer: the path, or where that is
 *     {@code /} the name of its descriptor after it
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
      // the root is no engine but holds some, each under a name
      engine += path.substring(0, path.indexOf('/', 1) + 1);
    }
    String name = path.equals(ROOT) ? admin.getManagementInterface().getName() : "";
    return new PartPlace(engine, path, path + name);
  }

  /** True where it is an engine by itself. */
  boolean isAlone() {
    return path.equals(ROOT) || engine.endsWith(path);
  }

  /** The path of the aggregate it is a part of; {@code /} where it is an engine by itself. */
  String aggregate() {
    int last = path.lastIndexOf('/', path.length() - 2);
    return last < 0 ? ROOT : path.substring(0, last + 1);
  }

  /** True where both are parts of one engine, or engines by themselves. */
  boolean isTogether(PartPlace other) {
    return engine.equals(other.engine) || (isAlone() && other.isAlone());
  }

  /** True where it is in the same engine, at {@code outer} or below. */
  boolean isBelow(String itsEngine, String outer) {
    return engine.equals(itsEngine) && path.startsWith(outer);
  }

  /** True where it is in the aggregate of {@code other} or below; engines alone are in one. */
  boolean isBeside(PartPlace other) {
    return isBelow(other.engine, other.aggregate()) || (isAlone() && other.isAlone());
  }

  /** How many aggregates, one in the other, hold both parts; 0 in different engines. */
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

  /** Its roles from the outermost on, joined by slashes, or its descriptor's name. */
  String role() {
    return bare(producer);
  }

  /** {@code path} without the slashes that it begins and ends with. */
  static String bare(String path) {
    return path.replaceAll("^/+|/+$", "");
  }
}
