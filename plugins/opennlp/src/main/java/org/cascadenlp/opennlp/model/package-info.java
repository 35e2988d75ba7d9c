/**
 * OpenNLP models: published ones by language and files of users, checked before they are opened.
 */
package org.cascadenlp.opennlp.model;
