/* SPDX-License-Identifier: EUPL-1.2 */
/* `seuil feel`: the value of an expression. `seuil condition`: an answer, with its reasons. */
#include "matching/feel_cli.h"

#include "matching/eligibility.h"
#include "matching/feel_json.h"
#include "json/json.h"

enum { MOST_INPUT_BYTES = 1 << 20, MOST_ANSWER_BYTES = 16 << 20 };

static void print(Invocation *invocation, const Buffer *out)
{
    (void)fwrite(out->bytes, 1, out->length, invocation->out);
    (void)fputc('\n', invocation->out);
}

/* The JSON of a file named by an option; NULL when the option is not given. */
static Outcome read_option_file(Invocation *invocation, const char *option, json_t **json)
{
    Text content = {0};
    if (!option_given(invocation, option)) {
        return OK;
    }
    TRY(invocation_read_file(invocation, option_value(invocation, option), MOST_INPUT_BYTES,
                             &content));
    return json_read(content, JSON_REQUEST_LIMITS, json, &invocation->problem);
}

/* --------------------------------------------------------------------------------- feel */

/* An error is null in FEEL; what went wrong is told apart on standard error. */
static void print_value(Invocation *invocation, const FeelValue *value)
{
    Buffer out = buffer_new(invocation->arena, MOST_ANSWER_BYTES);
    if (value->kind == FEEL_ERROR) {
        (void)fprintf(invocation->error, "seuil feel: error: %.*s\n", TEXT_ARG(value->text));
    }
    if (invocation->json) {
        JsonWriter writer = json_writer(&out);
        feel_value_write(&writer, invocation->arena, value);
    } else {
        buffer_append(&out, feel_text(invocation->arena, value));
    }
    print(invocation, &out);
}

static Outcome run_feel(Invocation *invocation)
{
    json_t *json SCOPED(json_close) = NULL;
    const FeelContext *inputs = NULL;
    const FeelNode *root = NULL;
    TRY(read_option_file(invocation, "inputs", &json));
    if (json != NULL) {
        TRY(feel_inputs_read(invocation->arena, json, &inputs, &invocation->problem));
    }
    const Outcome outcome = feel_parse(invocation->arena, invocation->arguments[0], inputs,
                                       &root, &invocation->problem);
    FeelValue value = {.kind = FEEL_NULL}; /* what an expression that cannot be read is worth */
    if (outcome == OK) {
        value = feel_evaluate(invocation->arena, root, inputs);
    }
    if (outcome == OK || invocation->json) {
        print_value(invocation, &value);
    }
    return outcome;
}

/* ---------------------------------------------------------------------------- condition */

static const char *answer_name(Answer answer)
{
    switch (answer) {
    case ANSWER_NO:
        return "no";
    case ANSWER_UNKNOWN:
        return "unknown";
    case ANSWER_YES:
        break;
    }
    return "yes";
}

static void write_texts(JsonWriter *writer, const char *key, const Text *texts, size_t count)
{
    json_key(writer, text_from(key));
    json_array_open(writer);
    for (size_t i = 0; i < count; i++) {
        json_write_text(writer, texts[i]);
    }
    json_array_close(writer);
}

static void write_missing(JsonWriter *writer, const FactVocabulary *vocabulary,
                          const FactList *missing)
{
    json_key(writer, TEXT("missing"));
    json_array_open(writer);
    for (size_t i = 0; i < missing->count; i++) {
        json_write_text(writer, vocabulary->facts[missing->items[i]].key);
    }
    json_array_close(writer);
}

/* Each way to turn a "no": {"facts": {"card_cigogne": "..."}}. */
static void write_changes(JsonWriter *writer, const FactVocabulary *vocabulary,
                          const Explanation *explanation)
{
    json_key(writer, TEXT("changes"));
    json_array_open(writer);
    for (size_t i = 0; i < explanation->change_set_count; i++) {
        const ChangeSet *set = &explanation->change_sets[i];
        json_object_open(writer);
        for (size_t j = 0; j < set->facts.count; j++) {
            json_key(writer, vocabulary->facts[set->facts.items[j]].key);
            json_write_text(writer, set->sentences[j]);
        }
        json_object_close(writer);
    }
    json_array_close(writer);
}

static void write_json(Invocation *invocation, const FactVocabulary *vocabulary,
                       const Explanation *explanation)
{
    Buffer out = buffer_new(invocation->arena, MOST_ANSWER_BYTES);
    JsonWriter writer = json_writer(&out);
    json_object_open(&writer);
    json_member(&writer, "value", text_from(answer_name(explanation->answer)));
    write_texts(&writer, "because", explanation->because, explanation->because_count);
    write_missing(&writer, vocabulary, &explanation->missing);
    if (explanation->answer == ANSWER_NO) {
        write_changes(&writer, vocabulary, explanation);
    }
    if (explanation->withheld) {
        json_member_bool(&writer, "withheld", true);
    }
    json_object_close(&writer);
    print(invocation, &out);
}

static void write_words(Invocation *invocation, const FactVocabulary *vocabulary,
                        const Explanation *explanation)
{
    (void)fprintf(invocation->out, "%s\n", answer_name(explanation->answer));
    for (size_t i = 0; i < explanation->because_count; i++) {
        (void)fprintf(invocation->out, "  %.*s\n", TEXT_ARG(explanation->because[i]));
    }
    for (size_t i = 0; i < explanation->change_count; i++) {
        (void)fprintf(invocation->out, "  → %.*s\n", TEXT_ARG(explanation->changes[i]));
    }
    for (size_t i = 0; i < explanation->missing.count; i++) {
        const Fact *fact = &vocabulary->facts[explanation->missing.items[i]];
        const Text question = phrase_in(&fact->question, invocation->language, NULL);
        (void)fprintf(invocation->out, "  ? %.*s\n", TEXT_ARG(question));
    }
}

static Outcome run_condition(Invocation *invocation)
{
    const FactVocabulary *vocabulary = fact_vocabulary();
    json_t *json SCOPED(json_close) = NULL;
    const Condition *condition = NULL;
    FactSet *facts = ARENA_NEW(invocation->arena, FactSet);
    Explanation explanation = {0};
    TRY(read_option_file(invocation, "facts", &json));
    fact_set_clear(facts, vocabulary);
    if (json != NULL) {
        TRY(fact_set_read(invocation->arena, vocabulary, json, facts, &invocation->problem));
    }
    TRY(condition_compile(invocation->arena, vocabulary, invocation->arguments[0], &condition,
                          &invocation->problem));
    const Audience audience =
        option_given(invocation, "third-party") ? AUDIENCE_THIRD_PARTY : AUDIENCE_SELF;
    condition_explain(invocation->arena, condition, facts, audience, invocation->language,
                      &explanation);
    if (invocation->json) {
        write_json(invocation, vocabulary, &explanation);
    } else {
        write_words(invocation, vocabulary, &explanation);
    }
    return OK;
}

/* ------------------------------------------------------------------------------ commands */

static const Option FEEL_OPTIONS[] = {
    {"inputs", OPTION_VALUE, "FILE",
     "values by name, as JSON: {\"age\": {\"t\": \"decimal\", \"v\": \"34\"}}"},
};

static const Option CONDITION_OPTIONS[] = {
    {"facts",       OPTION_VALUE, "FILE", "facts by name, as JSON: {\"age\": 34}"},
    {"third-party", OPTION_FLAG,  NULL,   "leave out every protected fact"       },
};

static const Command COMMANDS[] = {
    {
     .name = "feel",
     .arguments = "EXPRESSION",
     .summary = "Evaluate an expression of DMN FEEL.",
     .examples = "seuil feel '1 + 2 * 3'\n    prints 7\n"
                    "seuil feel 'loan.rate / 12' --inputs loan.json --json\n"
                    "    prints {\"t\":\"decimal\",\"v\":\"0.0025\"}\n", .options = FEEL_OPTIONS,
     .option_count = LENGTH_OF(FEEL_OPTIONS),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_NONE,
     .permission = EVERYONE,
     .run = run_feel,
     },
    {
     .name = "condition",
     .arguments = "EXPRESSION",
     .summary = "Answer a condition of entry: yes, no or unknown, and why.",
     .examples = "seuil condition 'age >= 18 and has_dog' --facts facts.json\n"
                    "    tells the answer, its reasons and the facts still missing\n",                                          .options = CONDITION_OPTIONS,
     .option_count = LENGTH_OF(CONDITION_OPTIONS),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_NONE,
     .permission = EVERYONE,
     .run = run_condition,
     },
};

const CommandTable FEEL_COMMANDS = {COMMANDS, LENGTH_OF(COMMANDS)};
