package org.cascadenlp.pipelines;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.cas.impl.XmiCasSerializer;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.resource.ResourceSpecifier;
import org.apache.uima.resource.metadata.ConfigurationParameterSettings;
import org.apache.uima.resource.metadata.NameValuePair;
import org.apache.uima.util.XMLInputSource;

/**
 * A UIMA application that uses no class of Cascade: it runs a descriptor whose classes come from
 * any loader, and returns the outcome in one line.
 */
public final class GuestApplication {

  private static final String TEXT =
      "Ada Lovelace met Charles Babbage in London. Years later she moved to New York City.";

  private GuestApplication() {}

  /**
   * A digest of the CAS that {@code pipeline} produces, or the error that a user sees.
   *
   * @param models the folder for every setting that begins with {@code models/}
   * @param loader the extension class loader, or null for none
   */
  public static String annotate(Path pipeline, Path models, ClassLoader loader) throws Exception {
    ResourceManager resources = UIMAFramework.newDefaultResourceManager();
    if (loader != null) {
      resources.setExtensionClassLoader(loader, true);
    }
    AnalysisEngine engine = null;
    try {
      AnalysisEngineDescription description =
          UIMAFramework.getXMLParser()
              .parseAnalysisEngineDescription(new XMLInputSource(pipeline.toFile()));
      description.resolveImports(resources);
      place(description, models);
      engine = UIMAFramework.produceAnalysisEngine(description, resources, Map.of());
      var cas = engine.newCAS();
      cas.setDocumentText(TEXT);
      engine.process(cas);
      ByteArrayOutputStream xmi = new ByteArrayOutputStream();
      XmiCasSerializer.serialize(cas, xmi);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(xmi.toByteArray());
      return xmi.toString().split("<types:ScoredEntity").length
          - 1
          + " entities, "
          + HexFormat.of().formatHex(digest);
    } catch (Exception | LinkageError e) {
      return told(e);
    } finally {
      if (engine != null) {
        // the resource manager stays open, as destroying it would close the loader
        engine.destroy();
      }
    }
  }

  private static void place(AnalysisEngineDescription description, Path models) throws Exception {
    ConfigurationParameterSettings settings =
        description.getMetaData().getConfigurationParameterSettings();
    for (NameValuePair pair : settings.getParameterSettings()) {
      if (pair.getValue() instanceof String path && path.matches("(\\.\\./)*models/.*")) {
        pair.setValue(models.resolve(path.replaceFirst(".*?models/", "")).toString());
      }
    }
    if (!description.isPrimitive()) {
      for (ResourceSpecifier part : description.getDelegateAnalysisEngineSpecifiers().values()) {
        place((AnalysisEngineDescription) part, models);
      }
    }
  }

  private static String told(Throwable error) {
    Throwable shown = error;
    for (Throwable t = error; t != null; t = t.getCause()) {
      shown = t;
      if (t.getClass().getSimpleName().equals("CascadeException")) {
        break;
      }
    }
    return shown.getClass().getSimpleName() + ": " + shown.getMessage();
  }
}
