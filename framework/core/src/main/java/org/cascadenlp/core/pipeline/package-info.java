/**
 * Loading a pipeline from its descriptor: settings, explained errors, compatibility of its parts,
 * fingerprint.
 */
package org.cascadenlp.core.pipeline;
