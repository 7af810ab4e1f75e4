/* SPDX-License-Identifier: EUPL-1.2 */
#include "words/stem.h"

#include <libstemmer.h>
#include <pthread.h>
#include <stdlib.h>

struct Stemmers {
    struct sb_stemmer *of[LANGUAGE_COUNT];
};

static const char *const algorithms[LANGUAGE_COUNT] = {
    [FRENCH] = "french",
    [DUTCH] = "dutch",
    [GERMAN] = "german",
    [ENGLISH] = "english",
};

Stemmers *stemmers_new(void)
{
    Stemmers *stemmers = calloc(1, sizeof *stemmers);
    if (stemmers == NULL) {
        abort();
    }
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        stemmers->of[i] = sb_stemmer_new(algorithms[i], "UTF_8");
        if (stemmers->of[i] == NULL) {
            abort();
        }
    }
    return stemmers;
}

void stemmers_close(Stemmers **stemmers)
{
    if (*stemmers != NULL) {
        for (int i = 0; i < LANGUAGE_COUNT; i++) {
            sb_stemmer_delete((*stemmers)->of[i]);
        }
        free(*stemmers);
        *stemmers = NULL;
    }
}

static pthread_key_t thread_key;
static pthread_once_t thread_once = PTHREAD_ONCE_INIT;

static void free_thread(void *stemmers)
{
    Stemmers *own = stemmers;
    stemmers_close(&own);
}

static void make_key(void)
{
    if (pthread_key_create(&thread_key, free_thread) != 0) {
        abort();
    }
}

Stemmers *stemmers_of_thread(void)
{
    (void)pthread_once(&thread_once, make_key);
    Stemmers *own = pthread_getspecific(thread_key);
    if (own == NULL) {
        own = stemmers_new();
        if (pthread_setspecific(thread_key, own) != 0) {
            abort();
        }
    }
    return own;
}

Text stem_word(Stemmers *stemmers, Language language, Text folded)
{
    struct sb_stemmer *stemmer = stemmers->of[language];
    const sb_symbol *stem =
        sb_stemmer_stem(stemmer, (const sb_symbol *)folded.bytes, (int)folded.length);
    if (stem == NULL) {
        return folded;
    }
    return text_of((const char *)stem, (size_t)sb_stemmer_length(stemmer));
}
