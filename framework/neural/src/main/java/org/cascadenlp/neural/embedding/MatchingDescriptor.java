package org.cascadenlp.neural.embedding;

import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.metadata.AnalysisEngineMetaData;
import org.apache.uima.util.InvalidXMLException;
import org.apache.uima.util.XMLInputSource;
import org.cascadenlp.core.descriptor.Descriptors;

/** Finds the embedding descriptor for a model type, for errors about a model that does not fit. */
public final class MatchingDescriptor {

  /** The parameter that lists accepted values of {@code model_type}; empty for any. */
  public static final String MODEL_TYPES = "modelTypes";

  private static final List<Object> ANY = List.of("");

  private MatchingDescriptor() {}

  /**
   * The name of the descriptor on the class path that lists {@code modelType}, else of one that
   * accepts any.
   */
  public static String of(String modelType, ClassLoader loader) {
    String any = "another embedding";
    try {
      for (Map.Entry<String, URL> descriptor : Descriptors.of(loader).entrySet()) {
        List<Object> types = types(descriptor.getValue());
        if (types.contains(modelType)) {
          return descriptor.getKey();
        }
        any = types.equals(ANY) ? descriptor.getKey() + ", which takes any" : any;
      }
    } catch (IOException e) {
      return any; // an unreadable class path must not hide the error that is being reported
    }
    return any;
  }

  /**
   * The accepted model types: {@link #ANY} for all, empty if it is not an embedding with encoders.
   */
  private static List<Object> types(URL descriptor) {
    try {
      AnalysisEngineMetaData metadata =
          UIMAFramework.getXMLParser()
              .parseAnalysisEngineDescription(new XMLInputSource(descriptor))
              .getAnalysisEngineMetaData();
      if (metadata
              .getConfigurationParameterDeclarations()
              .getConfigurationParameter(null, MODEL_TYPES)
          == null) {
        return List.of();
      }
      return metadata.getConfigurationParameterSettings().getParameterValue(MODEL_TYPES)
                  instanceof Object[] listed
              && listed.length > 0
          ? List.of(listed)
          : ANY;
    } catch (InvalidXMLException | IOException e) {
      return List.of();
    }
  }
}
