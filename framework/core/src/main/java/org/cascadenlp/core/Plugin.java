package org.cascadenlp.core;

import com.google.inject.Module;

/**
 * The services a jar offers to annotators, as a Guice module.
 *
 * <p>An implementation is named in {@code META-INF/services/org.cascadenlp.core.Plugin} of its jar.
 * It binds the services that exist once per pipeline: encoders and task heads by name (through a
 * {@code MapBinder}), corpus formats, output formats and others. Annotators need no registration.
 */
public interface Plugin extends Module {}
