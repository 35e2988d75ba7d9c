package org.cascadenlp.core.parts;

/** A service, found by name, that decides which words become entities. */
public interface Marker {
  boolean marks(String word);
}
