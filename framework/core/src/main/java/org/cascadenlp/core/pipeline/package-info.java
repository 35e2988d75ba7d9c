/** A pipeline from its descriptor: settings, flow, what its parts agree on, its fingerprint. */
package org.cascadenlp.core.pipeline;
