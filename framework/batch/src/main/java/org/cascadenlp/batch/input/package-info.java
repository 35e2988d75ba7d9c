/** Input documents: finding files, detecting encodings and refusing other file formats. */
package org.cascadenlp.batch.input;
