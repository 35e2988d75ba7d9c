package org.cascadenlp.core.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.uima.UIMAException;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.descriptor.DescriptorCheck;
import org.cascadenlp.core.descriptor.OutsideSettings;
import org.cascadenlp.core.descriptor.Problem;
import org.cascadenlp.core.descriptor.SettingPlace;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.loading.Linkage;
import org.cascadenlp.core.process.StoppedException;

/** Explains why a pipeline does not load, with file and line if known. */
final class Explanation {

  /**
   * The name of a part as in {@link Parameters#component}: with its role if it is in an aggregate.
   */
  private static final Pattern PART = Pattern.compile("[^(]+?(?: \\(([^()]+)\\))?");

  private static final Pattern PARAMETER = Pattern.compile("parameter (\\w+) .*", Pattern.DOTALL);

  private Explanation() {}

  /**
   * The error for the user: the part's own one if {@code error} has it as cause, else the problem
   * in the descriptors with file and line.
   *
   * @param outside what is set outside of the descriptors
   */
  static RuntimeException of(
      UIMAException error, Path descriptor, ResourceManager resources, OutsideSettings outside) {
    StoppedException stopped = StoppedException.in(error);
    if (stopped != null) {
      return stopped;
    }
    CascadeException known = CascadeException.in(error);
    if (known == null) {
      known = Linkage.explain(error, resources.getExtensionClassLoader());
    }
    return known != null
        ? located(known, descriptor, resources, outside)
        : of(error, descriptor, DescriptorCheck.of(descriptor, resources, outside));
  }

  /**
   * {@code error}, with the descriptor's file and line added to the remedy if it is about a
   * parameter that a descriptor sets.
   */
  private static CascadeException located(
      CascadeException error, Path descriptor, ResourceManager resources, OutsideSettings outside) {
    Matcher part = PART.matcher(error.place());
    Matcher parameter = PARAMETER.matcher(error.problem());
    if (!part.matches() || !parameter.matches()) {
      return error;
    }
    String role = part.group(1) == null ? "" : part.group(1);
    String place = SettingPlace.of(descriptor, resources, outside, role, parameter.group(1));
    return place.isEmpty()
        ? error
        : CascadeException.of(
            error.place(),
            error.problem(),
            error.remedy() + " (it is set at " + place + ")",
            error);
  }

  /**
   * An error with the problem in {@code check} that matches {@code error} best; if absent, with
   * UIMA's message.
   */
  private static CascadeException of(UIMAException error, Path descriptor, DescriptorCheck check) {
    List<String> named = named(error);
    Problem reason =
        check.refused().stream()
            .min(Comparator.comparingLong(problem -> -mentioned(problem, named)))
            .orElse(null);
    int more = check.problems().size() - (reason == null ? 0 : 1);
    String others = more == 0 ? "" : " (`cascade check` lists " + more + " more)";
    return reason == null
        ? CascadeException.of(
            descriptor.toString(),
            CascadeException.describe(error),
            "change what UIMA names there" + others,
            error)
        : CascadeException.of(reason.place(), reason.problem(), reason.remedy() + others, error);
  }

  private static long mentioned(Problem problem, List<String> named) {
    return named.stream().filter(name -> problem.toString().contains(name)).count();
  }

  /** The arguments of UIMA's messages: names of parts, parameters, classes and files. */
  private static List<String> named(Throwable error) {
    List<String> named = new ArrayList<>();
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof UIMAException said && said.getArguments() != null) {
        for (Object argument : said.getArguments()) {
          named.add(String.valueOf(argument));
        }
      }
    }
    return named;
  }
}
