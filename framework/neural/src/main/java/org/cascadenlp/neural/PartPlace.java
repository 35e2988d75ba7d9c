package org.cascadenlp.neural;

import org.apache.uima.UimaContext;
import org.apache.uima.UimaContextAdmin;

/**
 * Where a part runs: in which engine, and under which roles there.
 *
 * @param engine names the engine that was produced as a whole, in this process only
 * @param path the part's qualified context name, {@code /OUTER/INNER/}; {@code /} where the part is
 *     an engine that stands alone
 * @param producer what its {@code Vectors} name as their producer: the path, or for a part that
 *     stands alone {@code /} and the name of its descriptor
 */
public record PartPlace(String engine, String path, String producer) {

  private static final String ALONE = "/";

  /** The place of the part that {@code context} belongs to. */
  public static PartPlace of(UimaContext context) {
    UimaContextAdmin admin = (UimaContextAdmin) context;
    String path = admin.getQualifiedContextName();
    String name = path.equals(ALONE) ? admin.getManagementInterface().getName() : "";
    return new PartPlace(admin.getRootContext().getUniqueName(), path, path + name);
  }

  /** The path of the aggregate it is a part of; {@code /} where it stands alone. */
  String aggregate() {
    int last = path.lastIndexOf('/', path.length() - 2);
    return last < 0 ? ALONE : path.substring(0, last + 1);
  }

  /** True where it is in the same engine, at {@code outer} or below. */
  boolean isBelow(String itsEngine, String outer) {
    return engine.equals(itsEngine) && path.startsWith(outer);
  }

  /** True where it is in the aggregate of {@code other} or below; engines alone are in one. */
  boolean isBeside(PartPlace other) {
    return isBelow(other.engine, other.aggregate())
        || (path.equals(ALONE) && other.path.equals(ALONE));
  }

  /** How many aggregates, one in the other, hold both parts; 0 in different engines. */
  int nearness(PartPlace other) {
    int common = 0;
    for (String outer = aggregate(); ; outer = outer(outer)) {
      if (other.isBelow(engine, outer)) {
        common = (int) outer.chars().filter(c -> c == '/').count();
        break;
      }
      if (outer.equals(ALONE)) {
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
    return producer.replaceAll("^/+|/+$", "");
  }
}
