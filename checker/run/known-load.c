// SPDX-License-Identifier: GPL-2.0-only
/*
 * Known findings: reading their files. The format stands in known.h.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checker/run/die.h"
#include "checker/run/known.h"
#include "checker/run/subject.h"

#ifndef VGICHECK_KNOWN_DIR
#define VGICHECK_KNOWN_DIR "tests/known"
#endif

#define SUFFIX ".known"

static const char *const keys[] = {
	"name", "rule", "rows", "differs", "guest", "upstream", "recognised-by", "why",
};

enum { KEY_NAME, KEY_RULE, KEY_ROWS, KEY_DIFFERS, KEY_GUEST, KEY_UPSTREAM, KEY_RECOGNISED_BY,
       KEY_WHY, NR_KEYS };

/* A file being read; a value keeps its lines apart with '\n'. */
struct source {
	const char *path;
	char *values[NR_KEYS];
	unsigned int lines[NR_KEYS];	/* where the key stands */
	unsigned int *differs_lines;	/* where each line of KEY_DIFFERS stands */
	unsigned int nr_differs;
};

static void *need(void *memory)
{
	if (!memory)
		die("out of memory");
	return memory;
}

static char *trim(char *text)
{
	char *end = text + strlen(text);

	while (end > text && isspace((unsigned char)end[-1]))
		*--end = 0;
	return text + strspn(text, " \t");
}

static int key_of(const char *word)
{
	int key;

	for (key = 0; key < NR_KEYS; key++) {
		if (!strcmp(keys[key], word))
			return key;
	}
	return -1;
}

static void append(struct source *source, int key, const char *line, unsigned int number)
{
	char **value = &source->values[key];
	char *longer;

	if (!*line)
		return;
	if (key == KEY_DIFFERS) {
		source->differs_lines = need(realloc(source->differs_lines,
			(source->nr_differs + 1) * sizeof(*source->differs_lines)));
		source->differs_lines[source->nr_differs++] = number;
	}
	if (asprintf(&longer, "%s%s%s", *value, **value ? "\n" : "", line) < 0)
		die("out of memory");
	free(*value);
	*value = longer;
}

/* A line that is not indented: "key: value". Returns the key. */
static int read_key(struct source *source, char *line, unsigned int number)
{
	char *colon = strchr(line, ':');
	int key;

	if (!colon)
		die("%s:%u: neither 'key: value' nor indented", source->path, number);
	*colon = 0;
	key = key_of(trim(line));
	if (key < 0)
		die("%s:%u: unknown key '%s'", source->path, number, line);
	if (source->values[key])
		die("%s:%u: '%s' again, after line %u", source->path, number, keys[key],
		    source->lines[key]);
	source->values[key] = need(strdup(""));
	source->lines[key] = number;
	append(source, key, trim(colon + 1), number);
	return key;
}

static void read_file(struct source *source)
{
	FILE *file = fopen(source->path, "re");
	unsigned int number = 0;
	char *line = NULL;
	size_t room = 0;
	int key = -1;

	if (!file)
		die("cannot read known finding %s: %s", source->path, strerror(errno));
	while (getline(&line, &room, file) >= 0) {
		bool indented = *line == ' ' || *line == '\t';
		char *text = trim(line);

		number++;
		if (!*text || *text == '#')
			continue;
		if (!indented)
			key = read_key(source, text, number);
		else if (key < 0)
			die("%s:%u: indented, but continues nothing", source->path, number);
		else
			append(source, key, text, number);
	}
	if (ferror(file))
		die("cannot read known finding %s: %s", source->path, strerror(errno));
	free(line);
	fclose(file);

	for (key = 0; key < NR_KEYS; key++) {
		if (!source->values[key])
			die("%s:%u: '%s' is missing", source->path, number, keys[key]);
		if (!*source->values[key])
			die("%s:%u: '%s' has no value", source->path, source->lines[key],
			    keys[key]);
	}
}

/* Split at blanks and line ends; ends with NULL. */
static const char **split_words(const char *value)
{
	char *copy = need(strdup(value)), *word, *state;
	const char **words = need(malloc(sizeof(*words)));
	unsigned int nr = 0;

	for (word = strtok_r(copy, " \t\n", &state); word;
	     word = strtok_r(NULL, " \t\n", &state)) {
		words = need(realloc(words, (nr + 2) * sizeof(*words)));
		words[nr++] = word;
	}
	words[nr] = NULL;
	return words;
}

/* FIELD EXPECTED -> SEEN; each but the field may be empty or hold blanks. */
static bool parse_differs(char *line, struct known_differs *differs)
{
	char *arrow = strstr(line, "->"), *blank = line + strcspn(line, " \t");

	if (!arrow || blank >= arrow || blank == line)
		return false;
	*blank = 0;
	*arrow = 0;
	differs->field = line;
	differs->expected = trim(blank + 1);
	differs->seen = trim(arrow + 2);
	return true;
}

static void read_differs(const struct source *source, struct known *record)
{
	char *rest = need(strdup(source->values[KEY_DIFFERS])), *line;

	while ((line = strsep(&rest, "\n"))) {
		record->differs = need(realloc(record->differs, (record->nr_differs + 1) *
					       sizeof(*record->differs)));
		if (!parse_differs(line, &record->differs[record->nr_differs]))
			die("%s:%u: '%s' is not FIELD EXPECTED -> SEEN", source->path,
			    source->differs_lines[record->nr_differs], line);
		record->nr_differs++;
	}
}

/* Sentences were broken into lines for the reader of the file only. */
static char *unfold(char *value)
{
	char *at;

	for (at = value; *at; at++) {
		if (*at == '\n')
			*at = ' ';
	}
	return value;
}

static struct known *load(const char *dir, const char *file)
{
	struct source source = { 0 };
	struct known *record = need(calloc(1, sizeof(*record)));
	size_t stem = strlen(file) - strlen(SUFFIX);
	char *path;

	if (asprintf(&path, "%s/%s", dir, file) < 0)
		die("out of memory");
	source.path = path;
	read_file(&source);
	if (strlen(source.values[KEY_NAME]) != stem || strncmp(source.values[KEY_NAME], file, stem))
		die("%s:%u: the name '%s' is not the file's", path, source.lines[KEY_NAME],
		    source.values[KEY_NAME]);
	record->rules = split_words(source.values[KEY_RULE]);
	record->rows = split_words(source.values[KEY_ROWS]);
	read_differs(&source, record);
	free(source.differs_lines);
	free(source.values[KEY_ROWS]);
	free(source.values[KEY_DIFFERS]);
	record->name = source.values[KEY_NAME];
	record->rule = unfold(source.values[KEY_RULE]);
	record->guest = unfold(source.values[KEY_GUEST]);
	record->upstream = unfold(source.values[KEY_UPSTREAM]);
	record->recognised_by = source.values[KEY_RECOGNISED_BY];
	record->why = unfold(source.values[KEY_WHY]);
	free(path);
	return record;
}

static bool applies(const struct known *record, const struct vgic_subject *subject)
{
	const char *by = record->recognised_by;

	if (!strcmp(by, "always"))
		return true;
	return subject_has(subject, by);
}

static int is_record(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);

	return entry->d_name[0] != '.' && length > strlen(SUFFIX) &&
	       !strcmp(entry->d_name + length - strlen(SUFFIX), SUFFIX);
}

const char *known_dir(const struct options *options)
{
	const char *dir = options->known ? options->known : getenv("VGICHECK_KNOWN_DIR");

	return dir ? dir : VGICHECK_KNOWN_DIR;
}

struct known *known_load(const char *dir, bool must_exist, const struct vgic_subject *subject)
{
	struct known *first = NULL, **end = &first;
	struct dirent **entries;
	int nr, i;

	nr = scandir(dir, &entries, is_record, alphasort);
	if (nr < 0) {
		if (errno == ENOENT && !must_exist)
			return NULL;
		die("cannot read the known findings in %s: %s", dir, strerror(errno));
	}
	for (i = 0; i < nr; i++) {
		struct known *record = load(dir, entries[i]->d_name);

		free(entries[i]);
		/* Read all the same: a malformed record is an error on any tree. */
		if (!applies(record, subject))
			continue;
		*end = record;
		end = &record->next;
	}
	free(entries);
	return first;
}
