package org.cascadenlp.core.parts;

/** A service found by name: decides which words get an entity. */
public interface Marker {
  boolean marks(String word);
}
