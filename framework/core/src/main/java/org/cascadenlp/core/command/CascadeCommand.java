package org.cascadenlp.core.command;

import java.util.concurrent.Callable;
import org.cascadenlp.core.error.CascadeException;

/**
 * A subcommand of the {@code cascade} tool, which a module contributes as a service.
 *
 * <p>An implementation is a public class with an empty constructor, annotated with picocli's
 * {@code @Command}, and named in {@code
 * META-INF/services/org.cascadenlp.core.command.CascadeCommand}. A name of two words, such as
 * {@code import vectors}, makes it the subcommand {@code vectors} of the group {@code import}.
 * {@link #call} returns the exit code: 0 if all succeeded, 1 if some failed, 2 if nothing could
 * run. A {@link CascadeException} that it throws is printed as one line, with exit code 2.
 */
public interface CascadeCommand extends Callable<Integer> {}
