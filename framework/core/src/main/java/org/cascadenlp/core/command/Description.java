package org.cascadenlp.core.command;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a class says of itself that is found by name, for {@code cascade list}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Description {

  /** One sentence on what it offers. */
  String value();

  /** The settings it takes, all of them: {@link Catalogue#settings} is what it may be given. */
  Setting[] settings() default {};

  /** A setting that is a name and a text, of a corpus format or a task head. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target({})
  @interface Setting {

    /** By which it is set. */
    String name();

    /** What it may be: the values it chooses from, or a type. */
    String type() default "String";

    /** What holds where it is not given; empty if that is no value, or where it must be given. */
    String value() default "";

    /** What it is for. */
    String description();
  }
}
