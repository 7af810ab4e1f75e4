/* SPDX-License-Identifier: EUPL-1.2 */
/* What a command asks of its invocation: options, files, the place of the store. */
#include "cli/invocation.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "store/store.h"

static Text *option_slot(const Invocation *invocation, const char *name)
{
    for (size_t i = 0; i < invocation->command->option_count; i++) {
        if (strcmp(invocation->command->options[i].name, name) == 0) {
            return (Text *)&invocation->option_values[i];
        }
    }
    return NULL;
}

Text option_value(const Invocation *invocation, const char *name)
{
    const Text *slot = option_slot(invocation, name);
    return slot == NULL ? (Text){NULL, 0} : *slot;
}

bool option_given(const Invocation *invocation, const char *name)
{
    return option_value(invocation, name).bytes != NULL;
}

Text option_or(const Invocation *invocation, const char *name, const char *usual)
{
    const Text value = option_value(invocation, name);
    return value.bytes == NULL ? text_from(usual) : value;
}

Text invocation_path(const Invocation *invocation, Text name)
{
    if (text_starts_with(name, TEXT("/")) || text_is_empty(invocation->directory)) {
        return name;
    }
    return text_format(invocation->arena, "%.*s/%.*s", TEXT_ARG(invocation->directory),
                       TEXT_ARG(name));
}

Text invocation_place(const Invocation *invocation, Text name)
{
    return store_place_is_shared(name) ? name : invocation_path(invocation, name);
}

static void file_close(FILE **file)
{
    if (*file != NULL) {
        (void)fclose(*file);
    }
}

static Outcome read_stream(Invocation *invocation, FILE *stream, Text name, size_t most,
                           Text *content)
{
    Buffer buffer = buffer_new(invocation->arena, most);
    char piece[16384];
    size_t got = 0;
    while (!buffer.overflowed && (got = fread(piece, 1, sizeof piece, stream)) > 0) {
        buffer_append(&buffer, text_of(piece, got));
    }
    if (buffer.overflowed) {
        return problem_set(&invocation->problem, INVALID, name, "",
                           "the file is larger than the %zu bytes this command reads", most);
    }
    if (ferror(stream) != 0) {
        return problem_set(&invocation->problem, FAILED, name, "", "cannot be read: %s",
                           strerror(errno));
    }
    *content = buffer_text(&buffer);
    return OK;
}

Outcome invocation_read_file(Invocation *invocation, Text name, size_t most, Text *content)
{
    if (text_equal(name, TEXT("-"))) {
        return read_stream(invocation, invocation->in, TEXT("standard input"), most, content);
    }
    const char *path = text_to_c(invocation->arena, invocation_path(invocation, name));
    FILE *file SCOPED(file_close) = path == NULL ? NULL : fopen(path, "re");
    if (file == NULL) {
        return problem_set(&invocation->problem, NOT_FOUND, name, "",
                           "the file cannot be opened: %s", strerror(errno));
    }
    return read_stream(invocation, file, name, most, content);
}

static bool file_exists(Arena *arena, Text path)
{
    const char *name = text_to_c(arena, path);
    return name != NULL && access(name, F_OK) == 0;
}

/* seuil.db beside the build folder that holds the program. */
static Text store_beside_program(Arena *arena)
{
    char program[4096];
    const ssize_t length = readlink("/proc/self/exe", program, sizeof program);
    if (length <= 0) {
        return TEXT("");
    }
    Text folder = text_of(program, (size_t)length);
    for (int up = 0; up < 2; up++) {
        while (folder.length > 0 && folder.bytes[folder.length - 1] != '/') {
            folder.length--;
        }
        folder.length -= folder.length > 0 ? 1 : 0;
    }
    return text_format(arena, "%.*s/seuil.db", TEXT_ARG(folder));
}

Text store_place(Arena *arena, Text given, Text directory)
{
    Text wanted = given.bytes != NULL ? given : text_from(getenv("SEUIL_STORE"));
    if (text_is_empty(wanted)) {
        const Text beside = store_beside_program(arena);
        const bool here = file_exists(arena, TEXT("seuil.db"));
        wanted = !here && file_exists(arena, beside) ? beside : TEXT("seuil.db");
    }
    if (text_starts_with(wanted, TEXT("/")) || store_place_is_shared(wanted)) {
        return text_copy(arena, wanted);
    }
    return text_format(arena, "%.*s/%.*s", TEXT_ARG(directory), TEXT_ARG(wanted));
}

/* A part of a request is a word of HTTP: it tells nothing to who wrote a command. */
static bool is_part_of_request(Text where)
{
    return text_equal(where, TEXT("body")) || text_equal(where, TEXT("query")) ||
           text_equal(where, TEXT("path")) || text_equal(where, TEXT("header"));
}

/* Whether a sentence says this word by itself: "identifier" does not say "id". */
static bool says_word(Text sentence, Text word)
{
    size_t at = text_find(sentence, word, 0);
    while (at < sentence.length) {
        const size_t end = at + word.length;
        if (end == sentence.length || !isalpha((unsigned char)sentence.bytes[end])) {
            return true;
        }
        at = text_find(sentence, word, end);
    }
    return false;
}

/* The one line that says what failed, for people. */
static void say_plainly(FILE *error, const Command *command, const Problem *problem)
{
    (void)fprintf(error, "seuil%s%s: ", command == NULL ? "" : " ",
                  command == NULL ? "" : command->name);
    if (!text_is_empty(problem->where) && !is_part_of_request(problem->where)) {
        (void)fprintf(error, "%.*s: ", TEXT_ARG(problem->where));
    }
    if (!text_is_empty(problem->field) && !says_word(problem->detail, problem->field)) {
        (void)fprintf(error, "%.*s: ", TEXT_ARG(problem->field));
    }
    (void)fprintf(error, "%.*s\n", TEXT_ARG(problem->detail));
    if (problem->outcome == USAGE) {
        (void)fprintf(error, "  seuil help%s%s shows how it is written, with examples\n",
                      command == NULL ? "" : " ", command == NULL ? "" : command->name);
    }
}

static void say_as_json(FILE *error, Arena *arena, const Command *command,
                        const Problem *problem)
{
    Buffer buffer = buffer_new(arena, (size_t)1 << 20);
    JsonWriter writer = json_writer(&buffer);
    json_object_open(&writer);
    json_member(&writer, "outcome", outcome_name(problem->outcome));
    json_member_integer(&writer, "exit", problem->outcome);
    json_member_unless_empty(&writer, "command",
                             text_from(command == NULL ? NULL : command->name));
    json_member_unless_empty(&writer, "where", problem->where);
    json_member_unless_empty(&writer, "field", problem->field);
    json_member(&writer, "detail", problem->detail);
    json_object_close(&writer);
    const Text text = buffer_text(&buffer);
    (void)fwrite(text.bytes, 1, text.length, error);
    (void)fputc('\n', error);
}

void problem_say(FILE *error, bool json, const Command *command, const Problem *problem)
{
    Problem said = *problem;
    if (text_is_empty(said.detail)) {
        said.detail = outcome_name(said.outcome);
    }
    if (json) {
        say_as_json(error, said.arena, command, &said);
    } else {
        say_plainly(error, command, &said);
    }
}
