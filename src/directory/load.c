/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/load.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "directory/amendment.h"
#include "directory/integrity.h"
#include "directory/load_record.h"
#include "directory/twin_held.h"
#include "store/store.h"

enum { MOST_FILE_BYTES = 8 << 20, MOST_FILES = 10000, MOST_FOLDER_DEPTH = 8 };

typedef LIST_OF(Text) TextList;

/* ------------------------------------------------------------------------------- files */

static int compare_names(const void *a, const void *b)
{
    return text_compare(*(const Text *)a, *(const Text *)b);
}

static bool is_directory_file(Text name)
{
    return text_ends_with(name, TEXT(".yaml")) && !text_starts_with(name, TEXT("."));
}

static Outcome collect_files(Arena *arena, Text folder, int depth, TextList *files,
                             Problem *problem);

static Outcome collect_entry(Arena *arena, Text folder, const struct dirent *entry, int depth,
                             TextList *files, Problem *problem)
{
    const Text name = text_from(entry->d_name);
    const Text path = text_format(arena, "%.*s/%.*s", TEXT_ARG(folder), TEXT_ARG(name));
    if (entry->d_type == DT_DIR && !text_starts_with(name, TEXT("."))) {
        return collect_files(arena, path, depth + 1, files, problem);
    }
    if (!is_directory_file(name)) {
        return OK;
    }
    if (files->count >= MOST_FILES) {
        return problem_set(problem, INVALID, folder, "", "more than %d files", MOST_FILES);
    }
    LIST_APPEND(arena, files, path);
    return OK;
}

static Outcome collect_files(Arena *arena, Text folder, int depth, TextList *files,
                             Problem *problem)
{
    if (depth > MOST_FOLDER_DEPTH) {
        return problem_set(problem, INVALID, folder, "", "folders nested deeper than %d",
                           MOST_FOLDER_DEPTH);
    }
    const char *path = text_to_c(arena, folder);
    DIR *open_folder = path == NULL ? NULL : opendir(path);
    if (open_folder == NULL) {
        return problem_set(problem, NOT_FOUND, folder, "", "cannot be opened: %s",
                           strerror(errno));
    }
    Outcome outcome = OK;
    const struct dirent *entry = readdir(open_folder);
    while (entry != NULL && outcome == OK) {
        outcome = collect_entry(arena, folder, entry, depth, files, problem);
        entry = readdir(open_folder);
    }
    (void)closedir(open_folder);
    return outcome;
}

static void close_file(FILE **file)
{
    if (*file != NULL) {
        (void)fclose(*file);
    }
}

static Outcome read_file(Arena *arena, Text path, Text *content, Problem *problem)
{
    FILE *file SCOPED(close_file) = fopen(path.bytes, "rb");
    if (file == NULL) {
        return problem_set(problem, NOT_FOUND, path, "", "cannot be read: %s", strerror(errno));
    }
    char *bytes = arena_allocate(arena, MOST_FILE_BYTES + 1);
    const size_t length = fread(bytes, 1, MOST_FILE_BYTES + 1, file);
    if (length > MOST_FILE_BYTES) {
        return problem_set(problem, INVALID, path, "", "larger than 8 MiB");
    }
    *content = text_of(bytes, length);
    return OK;
}

/* ---------------------------------------------------------------------- one file at a time */

typedef struct TopList {
    const char *name;
    EntityKind kind;
} TopList;

static const TopList top_lists[] = {
    {"organizations", ENTITY_ORGANIZATION},
    {"services",      ENTITY_SERVICE     },
    {"locations",     ENTITY_LOCATION    },
    {"programs",      ENTITY_PROGRAM     },
    {"taxonomies",    ENTITY_TAXONOMY    },
    {"documents",     ENTITY_DOCUMENT    },
    {"places",        ENTITY_PLACE       },
    {"lines",         ENTITY_LINE        },
};

static Outcome read_top_list(Loader *loader, const YamlNode *list)
{
    /* The declared facts are compiled into the program; see docs/reference/conditions.md. */
    if (text_equal(list->key, TEXT("facts"))) {
        return OK;
    }
    for (size_t i = 0; i < LENGTH_OF(top_lists); i++) {
        if (!text_equal(list->key, text_from(top_lists[i].name))) {
            continue;
        }
        if (list->kind != YAML_LIST) {
            return shape_refuse(&loader->reader, list, "a list of records is expected");
        }
        uint32_t position = 0;
        for (const YamlNode *node = list->first; node != NULL; node = node->next) {
            TRY(load_record(loader, top_lists[i].kind, node, position++));
        }
        return OK;
    }
    return shape_refuse(&loader->reader, list, "unknown list");
}

static Text name_below(Text path, Text folder)
{
    return text_slice(path, folder.length + 1, path.length);
}

static Outcome read_one_file(Loader *loader, Text folder, Text path)
{
    /* The content is as large as the reader allows, not as the file is: it goes at once. */
    Arena *scratch SCOPED(arena_close) = arena_new(0);
    Text content = {0};
    const YamlNode *root = NULL;
    loader->reader.file = name_below(path, folder);
    TRY(read_file(scratch, path, &content, loader->problem));
    TRY(yaml_read(loader->arena, loader->reader.file, content, &root, loader->problem));
    if (root->kind != YAML_MAPPING) {
        return shape_refuse(&loader->reader, root, "the file must name its lists");
    }
    for (const YamlNode *list = root->first; list != NULL; list = list->next) {
        TRY(read_top_list(loader, list));
    }
    return OK;
}

/* -------------------------------------------------------------------- checks of the whole */

typedef struct DraftKey {
    EntityKind kind;
    Id id;
    const Draft *draft;
} DraftKey;

typedef struct DraftIndex {
    const DraftKey *keys; /* in order of kind and id */
    size_t count;
} DraftIndex;

static int compare_draft_keys(const void *a, const void *b)
{
    const DraftKey *left = a;
    const DraftKey *right = b;
    if (left->kind != right->kind) {
        return left->kind < right->kind ? -1 : 1;
    }
    return id_compare(left->id, right->id);
}

static DraftIndex index_drafts(Loader *loader)
{
    const size_t count = loader->drafts.count;
    DraftKey *keys = ARENA_ARRAY(loader->arena, DraftKey, count);
    for (size_t i = 0; i < count; i++) {
        const Draft *draft = &loader->drafts.items[i];
        keys[i] = (DraftKey){draft->kind, draft->id, draft};
    }
    qsort(keys, count, sizeof *keys, compare_draft_keys);
    return (DraftIndex){keys, count};
}

static const Draft *find_draft(DraftIndex index, EntityKind kind, Id id)
{
    const DraftKey wanted = {.kind = kind, .id = id};
    const DraftKey *found =
        bsearch(&wanted, index.keys, index.count, sizeof wanted, compare_draft_keys);
    return found == NULL ? NULL : found->draft;
}

static Outcome check_keys(const Loader *loader, DraftIndex index)
{
    for (size_t i = 1; i < index.count; i++) {
        if (compare_draft_keys(&index.keys[i - 1], &index.keys[i]) == 0) {
            return problem_set(loader->problem, INVALID, index.keys[i].draft->where, "key",
                               "the same key stands at %.*s",
                               TEXT_ARG(index.keys[i - 1].draft->where));
        }
    }
    return OK;
}

static Outcome check_references(const Loader *loader, DraftIndex index)
{
    for (size_t i = 0; i < loader->references.count; i++) {
        const Reference *reference = &loader->references.items[i];
        const Id id = load_id_of_key(reference->kind, reference->key);
        if (find_draft(index, reference->kind, id) == NULL) {
            return problem_set(loader->problem, INVALID, reference->where, "",
                               "no %s has the key “%.*s”", entity_model(reference->kind)->name,
                               TEXT_ARG(reference->key));
        }
    }
    return OK;
}

/* Parents that lead back to themselves would hang every walk up the tree; nobody could enter
 * doors that need each other first. */
static Outcome check_circles(Loader *loader)
{
    const Edge *edge = edges_circle(loader->arena, &loader->edges);
    return edge == NULL ? OK : edge_refuse(edge, loader->problem);
}

static void make_package(Arena *arena, const Loader *loader, Package *package)
{
    for (size_t i = 0; i < loader->drafts.count; i++) {
        const Draft *draft = &loader->drafts.items[i];
        const Record record = {
            .kind = draft->kind,
            .id = draft->id,
            .owner_kind = draft->owner_kind,
            .owner = draft->owner,
            .position = draft->position,
            .body = json_canonical(arena, draft->body),
        };
        LIST_APPEND(arena, &package->records, record);
    }
}

static Outcome read_files(Loader *loader, Text directory, const TextList *files)
{
    for (size_t i = 0; i < files->count; i++) {
        TRY(read_one_file(loader, directory, files->items[i]));
    }
    const DraftIndex index = index_drafts(loader);
    TRY(check_keys(loader, index));
    TRY(check_references(loader, index));
    return check_circles(loader);
}

static void release_drafts(Loader *loader)
{
    for (size_t i = 0; i < loader->drafts.count; i++) {
        json_decref(loader->drafts.items[i].body);
    }
}

Outcome load_read(Arena *arena, Text directory, const LoadChecks *checks, Package *package,
                  Problem *problem)
{
    Arena *scratch SCOPED(arena_close) = arena_new(0);
    Text folder = directory;
    while (folder.length > 1 && text_ends_with(folder, TEXT("/"))) {
        folder = text_slice(folder, 0, folder.length - 1);
    }
    TextList files = {0};
    TRY(collect_files(scratch, folder, 0, &files, problem));
    if (files.count == 0) {
        return problem_set(problem, NOT_FOUND, directory, "", "holds no .yaml file");
    }
    qsort(files.items, files.count, sizeof(Text), compare_names);
    Loader loader = {.arena = scratch, .problem = problem};
    loader.checks = (ShapeChecks){
        .condition = checks == NULL ? NULL : checks->condition,
        .condition_context = checks == NULL ? NULL : checks->context,
        .reference = load_note_reference,
        .reference_context = &loader,
    };
    loader.reader =
        (ShapeReader){.arena = scratch, .checks = &loader.checks, .problem = problem};
    const Outcome outcome = read_files(&loader, folder, &files);
    if (outcome == OK) {
        make_package(arena, &loader, package);
        package->file_count = files.count;
    }
    release_drafts(&loader);
    return outcome;
}

/* ------------------------------------------------------------------------------ writing */

typedef struct LoadJob {
    const Package *package;
    RecordPass pass;
    int64_t removed;
} LoadJob;

static Outcome write_package(Session *session, void *context, Problem *problem)
{
    LoadJob *job = context;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    TwinHolds holds = {0};
    TRY(twin_holds_read(session, arena, &holds, problem));
    job->pass.holds = &holds;
    for (size_t i = 0; i < job->package->records.count; i++) {
        TRY(record_put(session, &job->pass, &job->package->records.items[i], problem));
    }
    TRY(record_prune(session, &job->pass, &job->removed, problem));
    TRY(amendments_apply(session, &job->pass, problem));
    return job->removed > 0 ? integrity_check_gone(session, problem) : OK;
}

Outcome load_write(Store *store, const Package *package, Text origin, Moment now,
                   int64_t *removed, Problem *problem)
{
    LoadJob job = {.package = package, .pass = record_pass(origin, now)};
    TRY(store_write(store, write_package, &job, problem));
    if (removed != NULL) {
        *removed = job.removed;
    }
    return OK;
}
