package org.cascadenlp.core.command;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a component that is found by name, for {@code cascade list}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Description {

  /** One sentence about the component. */
  String value();

  /**
   * All settings that it accepts, without those of its superclass; {@link Catalogue#settings} reads
   * both.
   */
  Setting[] settings() default {};

  /** A setting of a corpus format or a task head: a name and a string value. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target({})
  @interface Setting {

    /** Its name. */
    String name();

    /** The allowed values, or a type. */
    String type() default "String";

    /** The default; empty if absent or the setting is mandatory. */
    String value() default "";

    /** Its meaning, in one sentence. */
    String description();
  }
}
