/* Reads the countries of iso_3166-1.xml, gives each the length of its name, drops the withdrawn ones, and
 * writes the document again. usage: rewrite INPUT OUTPUT */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pugi_c.h"

/* What this program does with every failure. */
static void must(pgl_status status, const char *what) {
  if (status == PGL_OK) return;
  const pgl_error *error = pugi_last_error();
  fprintf(stderr, "%s: %.*s (%d)\n", what, (int)error->message.len, error->message.data, (int)status);
  exit(1);
}

static pgl_str str(const char *text) { return (pgl_str){text, strlen(text)}; }

/* Adds length="..." to one country. */
static void measure(pugi_xml_node *country) {
  pugi_xml_attribute *name = NULL, *length = NULL;
  pgl_str value;
  pgl_bool done = 0;
  char digits[32];
  must(pugi_xml_node_attribute(country, str("name"), &name), "attribute");
  must(pugi_xml_attribute_value(name, &value), "value");
  snprintf(digits, sizeof digits, "%zu", value.len);
  must(pugi_xml_node_append_attribute(country, str("length"), &length), "append_attribute");
  must(pugi_xml_attribute_set_value(length, str(digits), &done), "set_value");
  pugi_xml_attribute_free(length);
  pugi_xml_attribute_free(name);
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: rewrite INPUT OUTPUT\n");
    return 2;
  }
  pugi_xml_document *document = NULL;
  pugi_xml_node *root = NULL;
  pugi_xml_parse_result result;
  must(pugi_xml_document_new(&document), "document");
  must(pugi_xml_document_load_file(document, str(argv[1]), PUGI_PARSE_DEFAULT, PUGI_XML_ENCODING_AUTO, &result), "load_file");
  if (result.status != PUGI_XML_PARSE_STATUS_OK) {
    fprintf(stderr, "%s: not parsed (status %d)\n", argv[1], (int)result.status);
    return 1;
  }
  must(pugi_xml_document_document_element(document, &root), "document_element");

  pugi_seq_xml_node countries;
  pgl_owner *owner = NULL;
  must(pugi_xml_node_children_with_name(root, str("iso_3166_entry"), &countries, &owner), "children");
  for (size_t i = 0; i < countries.len; ++i) {
    measure(countries.data[i]);
    pugi_xml_node_free(countries.data[i]);
  }
  const size_t kept = countries.len;
  pgl_release(owner);

  pugi_seq_xml_node withdrawn;
  must(pugi_xml_node_children_with_name(root, str("iso_3166_3_entry"), &withdrawn, &owner), "children");
  for (size_t i = 0; i < withdrawn.len; ++i) {
    pgl_bool removed = 0;
    must(pugi_xml_node_remove_child(root, withdrawn.data[i], &removed), "remove_child");
    pugi_xml_node_free(withdrawn.data[i]);
  }
  printf("%zu countries kept, %zu removed\n", kept, withdrawn.len);
  pgl_release(owner);

  pgl_bool saved = 0;
  must(pugi_xml_document_save_file(document, str(argv[2]), str("  "), PUGI_FORMAT_DEFAULT, PUGI_XML_ENCODING_AUTO, &saved), "save_file");
  pugi_xml_node_free(root);
  pugi_xml_document_free(document);

  const pgl_live live = pugi_live();
  if (live.handles || live.owners || !saved) {
    fprintf(stderr, "left behind: %" PRIu64 " handles, %" PRIu64 " owners\n", live.handles, live.owners);
    return 1;
  }
  return 0;
}
