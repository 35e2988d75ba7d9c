package org.cascadenlp.core.parts;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import org.cascadenlp.core.Plugin;

/** Binds two markers by name. */
public final class MarkerPlugin extends AbstractModule implements Plugin {

  @Override
  protected void configure() {
    MapBinder<String, Marker> markers =
        MapBinder.newMapBinder(binder(), String.class, Marker.class);
    markers.addBinding("capitals").toInstance(word -> Character.isUpperCase(word.charAt(0)));
    markers.addBinding("digits").toInstance(word -> Character.isDigit(word.charAt(0)));
  }
}
