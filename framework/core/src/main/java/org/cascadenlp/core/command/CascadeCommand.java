package org.cascadenlp.core.command;

import java.util.concurrent.Callable;
import org.cascadenlp.core.error.CascadeException;

/**
 * A subcommand of the {@code cascade} tool, which a module contributes as a service.
 *
 * <p>An implementation is a public class with an empty constructor, annotated with picocli's
 * {@code @Command}, and named in {@code
 * META-INF/services/org.cascadenlp.core.command.CascadeCommand}. A name of two words, {@code import
 * vectors}, makes it a subcommand of the first. {@link #call} returns the exit code: 0 all done, 1
 * some failed, 2 nothing could run. A {@link CascadeException} it throws is printed as one line and
 * ends with code 2.
 */
public interface CascadeCommand extends Callable<Integer> {}
