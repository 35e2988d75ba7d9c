package org.cascadenlp.core.descriptor;

import java.util.List;
import org.apache.uima.analysis_component.AnalysisComponent;
import org.apache.uima.analysis_engine.impl.compatibility.AnalysisComponentAdapterFactory;
import org.apache.uima.resource.ResourceManager;

/** Finds flows that name a missing part, and annotator classes that cannot be loaded. */
final class StructureCheck {

  private final ResourceManager resources;
  private final List<Problem> problems;

  StructureCheck(ResourceManager resources, List<Problem> problems) {
    this.resources = resources;
    this.problems = problems;
  }

  void examine(Part part) {
    if (part.isOpaque()) {
      return;
    }
    if (part.isPrimitive()) {
      examineClass(part);
    }
    for (XmlElement node : part.flow()) {
      if (!part.parts().containsKey(node.text())) {
        problems.add(
            new Problem(
                part.place(node),
                "the flow names part '" + node.text() + "', which is not there",
                "the parts here are " + part.roles()));
      }
    }
    part.parts().values().forEach(this::examine);
  }

  private void examineClass(Part part) {
    XmlElement element = part.element().child("annotatorImplementationName");
    if (element == null) {
      problems.add(
          new Problem(
              part.place(part.element()),
              part.name() + " names no annotator class",
              "add <annotatorImplementationName> with a class that extends PluginAnnotator"));
      return;
    }
    try {
      Class<?> annotator = resources.loadUserClass(element.text());
      if (!AnalysisComponent.class.isAssignableFrom(annotator)
          && !AnalysisComponentAdapterFactory.isAdaptable(annotator)) { // an interface of UIMA 1
        problems.add(
            new Problem(
                part.place(element),
                "class " + element.text() + " is not an annotator",
                "name a class that extends PluginAnnotator"));
      }
    } catch (ClassNotFoundException | LinkageError e) {
      problems.add(
          new Problem(
              part.place(element),
              "class "
                  + element.text()
                  + (e instanceof ClassNotFoundException
                      ? " is not found"
                      : " cannot be loaded (" + e + ")"),
              "put its jar on the class path, or name the jar's folder with --plugins"));
    }
  }
}
