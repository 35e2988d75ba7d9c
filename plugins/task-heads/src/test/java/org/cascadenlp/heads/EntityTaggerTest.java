package org.cascadenlp.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.resource.ResourceInitializationException;
import org.apache.uima.util.XMLInputSource;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.heads.plugin.TaskHeadsPlugin;
import org.cascadenlp.neural.task.Task;
import org.junit.jupiter.api.Test;

class EntityTaggerTest {

  @Test
  void theHeadIsBoundByName() {
    Plugin plugin =
        ServiceLoader.load(Plugin.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(TaskHeadsPlugin.class::isInstance)
            .findFirst()
            .orElseThrow();
    var heads =
        Guice.createInjector(plugin).getInstance(Key.get(new TypeLiteral<Map<String, Task>>() {}));
    assertThat(heads.get("entities")).isInstanceOf(EntityTask.class);
  }

  @Test
  void theDescriptorIsValidAndDescribesEveryParameter() throws Exception {
    AnalysisEngineDescription description = naming("a folder");
    description.doFullValidation();
    assertThat(description.getMetaData().getDescription()).isNotBlank();
    for (var parameter :
        description
            .getMetaData()
            .getConfigurationParameterDeclarations()
            .getConfigurationParameters()) {
      assertThat(parameter.getDescription()).as(parameter.getName()).isNotBlank();
      assertThat(parameter.getExternalOverrideName())
          .isEqualTo("cascade.EntityTagger." + parameter.getName());
    }
  }

  @Test
  void aMissingModelIsNamed() throws Exception {
    AnalysisEngineDescription description = naming("models/none");
    assertThatThrownBy(() -> UIMAFramework.produceAnalysisEngine(description))
        .isInstanceOf(ResourceInitializationException.class)
        .satisfies(
            error ->
                assertThat(CascadeException.describe(error))
                    .contains("parameter model = 'models/none'"));
  }

  private AnalysisEngineDescription naming(String model) throws Exception {
    var place =
        getClass().getClassLoader().getResource("org/cascadenlp/task-heads/EntityTagger.xml");
    AnalysisEngineDescription description =
        UIMAFramework.getXMLParser().parseAnalysisEngineDescription(new XMLInputSource(place));
    description
        .getAnalysisEngineMetaData()
        .getConfigurationParameterSettings()
        .setParameterValue("model", model);
    return description;
  }
}
