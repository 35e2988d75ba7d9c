package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadenlp.pipelines.ApiFile.Status;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The public API of each module changes only together with its {@code api.txt}. */
class ApiTest {

  /** Modules without an {@code api.txt}, as nobody has their classes on the class path. */
  private static final Set<String> WITHOUT = Set.of("framework/benchmarks");

  private static final boolean WRITE = Boolean.getBoolean("api.write");

  static Stream<String> modules() {
    return BuildModules.classes().keySet().stream().filter(module -> !WITHOUT.contains(module));
  }

  private static Path file(String module) {
    return Checkout.ROOT.resolve(module).resolve(ApiFile.NAME);
  }

  private static Map<String, Status> marked() throws IOException {
    return ApiFile.marked(modules().map(ApiTest::file).collect(Collectors.toList()));
  }

  /**
   * New types of the framework evolve; those of plugins are internal, as others use them by
   * descriptors only.
   */
  private static Status unmarked(String module) {
    return module.matches("framework/(core|weights|neural|transformers|testkit)")
        ? Status.EVOLVING
        : Status.INTERNAL;
  }

  @ParameterizedTest
  @MethodSource("modules")
  void theApiEqualsItsFile(String module) throws Exception {
    Map<String, Status> marked = marked();
    ApiFile found = ApiFile.of(BuildModules.classes().get(module), marked, unmarked(module));
    if (WRITE) {
      Files.writeString(file(module), found.text());
    }
    assertThat(Files.exists(file(module)) ? Files.readString(file(module)) : "")
        .as(
            "%s: run this test with -Dapi.write=true, read the difference, and see CONTRIBUTING.md",
            file(module))
        .isEqualTo(found.text());
  }

  /** What may be relied on must not depend on what may not. */
  @ParameterizedTest
  @MethodSource("modules")
  void membersNameNoTypeThatPromisesLess(String module) throws Exception {
    ApiSignatures signatures = new ApiSignatures(marked());
    List<String> weaker = new ArrayList<>();
    for (String name : BuildModules.classes().get(module)) {
      Class<?> type = Class.forName(name, false, ApiTest.class.getClassLoader());
      signatures.weaker(type).forEach(weaker::add);
    }
    assertThat(weaker).isEmpty();
  }
}
