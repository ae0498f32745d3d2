// SPDX-License-Identifier: GPL-2.0-only
/*
 * Verbs as text (checker/machine/verb.*) and files of them (checker/play/script.*): what is printed is parsed back to the same,
 * and what is wrong is refused in a sentence.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "checker/machine/verb.h"
#include "checker/play/script.h"

static const char *const arguments[NR_VERBS] = {
#define VERB(what, name, arguments, words) [VERB_##what] = arguments,
#include "checker/machine/verb.list"
#undef VERB
};

static bool takes(unsigned int what, char letter)
{
	return strchr(arguments[what], letter);
}

/* All that a verb of this kind can say, at some values; 0: the member is not said. */
static struct verb example(unsigned int what, unsigned int n)
{
	static const uint32_t intids[] = { 0, 15, 27, 31, 32, 1019, 8192 }, values[] = { 0, 1, 0xf8, 0xffffffff };
	struct verb verb = { .what = (uint8_t)what };
	bool both = takes(what, 'n') && takes(what, 'o');

	if (takes(what, 'v'))
		verb.vcpu = n % 8;
	verb.owner = 0;
	if (takes(what, 'i')) {
		verb.intid = intids[n % 7];
		verb.owner = verb.intid < 32 ? (n / 7) % 8 : verb.vcpu;
	}
	if (takes(what, 'n'))
		verb.number = (uint8_t)(n * 37);
	else if (takes(what, 'o'))
		verb.number = n % 2;
	if (both)
		verb.value = n / 2 % 2;
	else if (takes(what, 'x'))
		verb.value = values[n % 4];
	return verb;
}

static void every_verb_is_parsed_back(void **state)
{
	(void)state;
	for (unsigned int what = 0; what < NR_VERBS; what++)
		for (unsigned int n = 0; n < 7 * 8 * 4; n++) {
			struct verb verb = example(what, n), back;
			char text[VERB_TEXT_MAX], again[VERB_TEXT_MAX];
			bool is_verb;

			verb_print(&verb, text, sizeof(text));
			if (verb_parse(text, &back, &is_verb) || !is_verb)
				fail_msg("'%s' is not parsed", text);
			verb_print(&back, again, sizeof(again));
			assert_string_equal(text, again);
			if (memcmp(&verb, &back, sizeof(verb)))
				fail_msg("'%s' is another verb", text);
		}
}

static void every_verb_has_words(void **state)
{
	char words[VERB_WORDS_MAX];

	(void)state;
	for (unsigned int what = 0; what < NR_VERBS; what++)
		for (unsigned int v2 = 0; v2 < 2; v2++) {
			struct verb verb = example(what, 100);

			verb_words(&verb, v2, words, sizeof(words));
			assert_true(strlen(words) > 8 && strlen(words) < VERB_WORDS_MAX - 1);
			assert_null(strpbrk(words, "%{}|"));
		}
}

static void bad_verbs_are_refused(void **state)
{
	static const char *const bad[] = {
		"ack", "ack 0", "ack 0 1 2", "ack x 1", "ack 8 1", "ack -1 0", "ack 0 256", "acknowledge 0 0", "line 40", "line 40 up",
		"line 27@ on", "line 27@8 on", "line 27@0x on", "line x on", "line 40@0@1 on", "mask 0 0x", "mask 0 0x100000000",
		"mask 0 12z", "exit 0 0", "deactivate 0 16777216", "group-enable 0 1 maybe", "ACK 0 1", "settle now",
	};
	struct verb verb;
	bool is_verb;

	(void)state;
	for (unsigned int n = 0; n < sizeof(bad) / sizeof(bad[0]); n++)
		if (!verb_parse(bad[n], &verb, &is_verb) || is_verb)
			fail_msg("'%s' is a verb", bad[n]);
}

static void comments_are_no_verbs(void **state)
{
	static const char *const none[] = { "", "\n", "   \t", "# ack 0 1", "  # x\n" };
	struct verb verb;
	bool is_verb;

	(void)state;
	for (unsigned int n = 0; n < sizeof(none) / sizeof(none[0]); n++) {
		assert_null(verb_parse(none[n], &verb, &is_verb));
		assert_false(is_verb);
	}
	assert_null(verb_parse("  ack 1 0x1   # why not\n", &verb, &is_verb));
	assert_true(is_verb && verb.vcpu == 1 && verb.number == 1);
}

/* --- files --- */

/* The machine has more of them (checker/machine/build.c); here it is enough that some are there and some are not. */
uint32_t machine_irq_number(uint32_t hwintid)
{
	return hwintid == 27 || hwintid == 72 ? hwintid : 0;
}

/* The number of the line that is wrong, 0: none. */
static unsigned int wrong_line(const char *text, char wrong[SCRIPT_WRONG_MAX])
{
	FILE *file = fmemopen((void *)text, strlen(text), "r");
	struct script script;
	unsigned int line = script_read(&script, file, wrong);

	fclose(file);
	if (!line)
		line = script_check(&script, wrong);
	script_free(&script);
	return line;
}

static void good_files_are_read(void **state)
{
	static const char *const good[] = {
		"machine v2-on-v3\nlrs 4\nvcpus 8\ncpus 4\nirqs 992\ninterrupt 27@7 level 0x80 1 7\nopen 7 3 on\nline 27@7 on\n",
		"# nothing said\r\n\r\n\topen 0 0 off # so\r\nack 0 1\r\n", "settle", "map 40 72\nmap 27 27\n",
	};
	char wrong[SCRIPT_WRONG_MAX] = "";

	(void)state;
	for (unsigned int n = 0; n < sizeof(good) / sizeof(good[0]); n++)
		if (wrong_line(good[n], wrong))
			fail_msg("'%s': %s", good[n], wrong);
}

static void bad_files_are_refused(void **state)
{
	static const struct { const char *text; unsigned int line; const char *says; } bad[] = {
		{ "settle\nmachine v9\n", 2, "no machine 'v9'" }, { "machine\n", 1, "write 'machine NAME'" },
		{ "machine v3 v2\n", 1, "write 'machine NAME'" }, { "lrs 0\n", 1, "give 1 to 16" }, { "lrs 17\n", 1, "give 1 to 16" },
		{ "lrs -1\n", 1, "give 1 to 16" }, { "vcpus 9\n", 1, "give 1 to 8" }, { "cpus 5\n", 1, "give 1 to 4" },
		{ "irqs 65\n", 1, "multiple of 32" }, { "irqs 1024\n", 1, "give 64 to 992" },
		{ "interrupt 40 level 0x80 1\n", 1, "write 'interrupt" }, { "interrupt 40 high 0x80 1 0\n", 1, "level or edge" },
		{ "interrupt 40 level 256 1 0\n", 1, "no priority" }, { "interrupt 40 level 0x80 2 0\n", 1, "no group" },
		{ "interrupt 1020 edge 0x80 1 0\n", 1, "no INTID" }, { "interrupt 27@ edge 0x80 1 0\n", 1, "no vCPU" },
		{ "interrupt 64 edge 0x80 1 0\n", 1, "say 'irqs 96'" }, { "interrupt 27@2 level 0x80 1 0\n", 1, "say 'vcpus 3'" },
		{ "interrupt 40 edge 0x80 1 2\n", 1, "no vCPU 2" }, { "open 0 0\n", 1, "write 'open" },
		{ "open 0 0 maybe\n", 1, "on or off" }, { "open 2 0 on\n", 1, "no vCPU 2" }, { "open 0 2 on\n", 1, "no CPU 2" },
		{ "settle\n\nack 2 1\n", 3, "no vCPU 2" }, { "line 27@2 on\n", 1, "no vCPU 2" }, { "line 64 on\n", 1, "no INTID 64" },
		{ "load 0 2\n", 1, "no CPU 2" }, { "move 0 3\n", 1, "no CPU 3" }, { "send 0 2 1\n", 1, "no vCPU 2" },
		{ "send 0 1 16\n", 1, "no SGI" }, { "map 40 71\n", 1, "no physical interrupt 71" },
		{ "ack 0 1\nfly 0\n", 2, "there is no such verb" }, { "line 40 up\n", 1, "on or off is expected" },
		{ "settle\x01\n", 1, "control characters" },
		{ "settle                                                                                                               "
		  "                                                                                                                    "
		  "                                   \n", 1, "longer than any verb" },
	};

	(void)state;
	for (unsigned int n = 0; n < sizeof(bad) / sizeof(bad[0]); n++) {
		char wrong[SCRIPT_WRONG_MAX] = "";
		unsigned int line = wrong_line(bad[n].text, wrong);

		if (line != bad[n].line || !strstr(wrong, bad[n].says))
			fail_msg("'%s': line %u, '%s'", bad[n].text, line, wrong);
	}
}

static void too_many_interrupts_are_refused(void **state)
{
	char text[1000] = "irqs 96\n", wrong[SCRIPT_WRONG_MAX] = "";

	(void)state;
	for (unsigned int n = 0; n <= IDEAL_INTS; n++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "edge %u\n", 40 + n);
	assert_int_equal(wrong_line(text, wrong), IDEAL_INTS + 2);
	assert_non_null(strstr(wrong, "different interrupts"));
}

static void every_host_is_found(void **state)
{
	const struct play_host *host;
	unsigned int n;

	(void)state;
	for (n = 0; (host = play_host_number(n)); n++) {
		struct vgic_machine_config machine = host->machine;

		machine.nr_lrs = 16;
		machine.nr_cpus = 3;
		assert_ptr_equal(play_host(host->name), host);
		assert_ptr_equal(play_host_of(&machine, host->guest), host);
	}
	assert_true(n > 10);
	assert_null(play_host("v9"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_verb_is_parsed_back),
		cmocka_unit_test(every_verb_has_words),
		cmocka_unit_test(bad_verbs_are_refused),
		cmocka_unit_test(comments_are_no_verbs),
		cmocka_unit_test(good_files_are_read),
		cmocka_unit_test(bad_files_are_refused),
		cmocka_unit_test(too_many_interrupts_are_refused),
		cmocka_unit_test(every_host_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
