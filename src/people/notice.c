/* SPDX-License-Identifier: EUPL-1.2 */
/* What the data protection officer is told at once, and the words of the five conditions. */
#include "access/link_made.h"
#include "people/optional_id.h"
#include "people/queries.h"
#include "people/relation.h"
#include "people/share_private.h"
#include "words/visible.h"

typedef struct Said {
    Text code;
    Phrase words;
} Said;

static const Said conditions[CONDITION_COUNT] = {
    [CONDITION_SECRECY] =
        {TEXT_INIT("secrecy"),
                             PHRASE_INIT("les deux services sont tenus au secret : à confirmer",
                             "beide diensten zijn gebonden door het beroepsgeheim: te bevestigen",
                             "beide Dienste sind an die Schweigepflicht gebunden: zu bestätigen",
                             "that both are bound by secrecy is not confirmed")                                                                                                                                                                                                                                                                  },
    [CONDITION_MISSION] =
        {TEXT_INIT("mission"),
                             PHRASE_INIT("les deux services ont la même mission envers la personne : à confirmer",
                             "beide diensten hebben dezelfde opdracht voor de persoon: te bevestigen",
                             "beide Dienste haben denselben Auftrag für die Person: zu bestätigen",
                             "that both have the same mission towards the person is not confirmed")                                                                                                                                                                                                                                              },
    [CONDITION_INFORMED] =
        {TEXT_INIT("informed"),
                             PHRASE_INIT("la personne a été informée de quoi, avec qui et pourquoi : à confirmer",
                             "de persoon weet wat, met wie en waarom: te bevestigen",                                                                                                              "die Person weiß, was, mit wem und warum: zu bestätigen",
                             "that the person was told what, with whom and why is not confirmed")                                                                                                                                                                                                                                                },
    [CONDITION_AGREED] =
        {TEXT_INIT("agreed"),
                             PHRASE_INIT("la personne n’a pas donné son accord pour ce service, ce but et ces "
                     "données",                                                                                       "de persoon ging niet akkoord voor deze dienst, dit doel en deze gegevens",
                             "die Person hat für diesen Dienst, diesen Zweck und diese Daten nicht "
                     "zugestimmt",                                                                                                                                                                                                                                          "the person has not agreed to this house, purpose and class of data")},
    [CONDITION_NEEDED] =
        {TEXT_INIT("needed"),
                             PHRASE_INIT("seul le nécessaire est partagé, dans l’intérêt de la personne : à "
                     "confirmer",                                                                                      "alleen het nodige wordt gedeeld, in het belang van de persoon: te "
                     "bevestigen",                                                                                                                                "nur das Nötige wird geteilt, im Interesse der Person: zu bestätigen",
                             "that only what is needed is shared, in the person's interest, is not "
                     "confirmed")                                                                                                                                                                                                                                                                                                                },
};

static const Said dangers[DANGER_COUNT] = {
    [DANGER_LIFE] = {TEXT_INIT("life"),   PHRASE_INIT("danger pour la vie",             "levensgevaar",
                     "Lebensgefahr",                                                                                                                                   "danger to life")       },
    [DANGER_CHILD] = {TEXT_INIT("child"),
                     PHRASE_INIT("danger pour un enfant ou une personne sans défense",
                     "gevaar voor een kind of een weerloze persoon",                                                 "Gefahr für ein Kind oder eine wehrlose Person",
                     "danger to a child or a defenceless person")                                                                                                                              },
    [DANGER_HEALTH] = {TEXT_INIT("health"),
                     PHRASE_INIT("soins qui n’attendent pas",                         "zorg die niet kan wachten",
                     "Hilfe, die nicht warten kann",                                                                                                                   "care that cannot wait")},
};

Text share_condition_code(ShareCondition condition)
{
    return conditions[condition].code;
}

bool share_condition_parse(Text code, ShareCondition *condition)
{
    for (size_t i = 0; i < CONDITION_COUNT; i++) {
        if (text_equal(conditions[i].code, code)) {
            *condition = (ShareCondition)i;
            return true;
        }
    }
    return false;
}

const Phrase *share_condition_sentence(ShareCondition condition)
{
    return &conditions[condition].words;
}

bool danger_reason_parse(Text code, DangerReason *reason)
{
    for (size_t i = 0; i < DANGER_COUNT; i++) {
        if (text_equal(dangers[i].code, code)) {
            *reason = (DangerReason)i;
            return true;
        }
    }
    return false;
}

Text danger_reason_code(DangerReason reason)
{
    return dangers[reason].code;
}

const Phrase *danger_reason_name(DangerReason reason)
{
    return &dangers[reason].words;
}

/* -------------------------------------------------------------------------------- writing */

static SealPlace place_of(const Access *access, Id notice)
{
    return (SealPlace){session_territory(access->session), TEXT("notice"), notice};
}

static Outcome seal_words(Access *access, Id notice, const Danger *danger, Text *sealed)
{
    const SealPlace place = place_of(access, notice);
    Text words = TEXT("");
    if (!text_visible(access->arena, danger->words, MANY_LINES, &words) ||
        words.length < REASON_LEAST || words.length > REASON_MOST) {
        return problem_set(access->problem, INVALID, TEXT("body"), "words",
                           "the reason in %d to %d characters is expected", REASON_LEAST,
                           REASON_MOST);
    }
    return keyring_seal(access->keyring, access->arena, &place, words, sealed, access->problem);
}

Outcome notice_add(Access *access, NoticeKind kind, Id person, const Danger *danger,
                   Moment until, Id *notice)
{
    const Id id = id_new(access->now * 1000);
    Text sealed = TEXT("");
    TRY(seal_words(access, id, danger, &sealed));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SECRECY_NOTICE_ADD, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_text(statement, "kind", kind == NOTICE_GLASS ? TEXT("glass") : TEXT("override"));
    bind_id(statement, "person", person);
    bind_id(statement, "account", access->caller.account);
    bind_text(statement, "reason", danger_reason_code(danger->reason));
    bind_blob(statement, "sealed", sealed.bytes, sealed.length);
    bind_integer(statement, "now", access->now);
    bind_integer(statement, "until", until);
    bind_optional_id(statement, "nobody", (Id){{0}});
    TRY(statement_run(statement, NULL, access->problem));
    *notice = id;
    return OK;
}

/* Whoever breaks the glass names a person whom they may not see: an id nobody bears is told
 * apart here alone, after the notice that would have stood. */
Outcome glass_break(Access *access, Id person, const Danger *danger, Moment *until)
{
    Id notice = {{0}};
    const Moment end = access->now + GLASS_SECONDS;
    TRY(person_admit(access, MAY_BREAK_GLASS, person, (Id){{0}}, NULL));
    TRY(notice_add(access, NOTICE_GLASS, person, danger, end, &notice));
    access_note(access, "glass.broken", person, notice,
                text_to_c(access->arena, danger_reason_code(danger->reason)));
    *until = end;
    return OK;
}

/* -------------------------------------------------------------------------------- reading */

static Outcome read_notice(Access *access, const Statement *statement, Notice *notice)
{
    *notice = (Notice){
        .id = column_id(statement, 0),
        .kind = text_copy(access->arena, column_text(statement, 1)),
        .person = column_id(statement, 2),
        .account = column_id(statement, 3),
        .words = TEXT(""),
        .at = column_integer(statement, 6),
        .until = column_integer(statement, 7),
        .seen = column_integer(statement, 8),
    };
    (void)danger_reason_parse(column_text(statement, 4), &notice->reason);
    if (access->keyring == NULL) {
        return OK;
    }
    const SealPlace place = place_of(access, notice->id);
    return keyring_open(access->keyring, access->arena, &place, column_text(statement, 5),
                        &notice->words, access->problem);
}

bool notice_is_link(const Notice *notice)
{
    return text_equal(notice->kind, TEXT("link"));
}

static Notice notice_of_link(const LinkMade *made)
{
    return (Notice){
        .id = made->id,
        .kind = TEXT("link"),
        .account = made->maker,
        .linked = made->account,
        .issuer = made->issuer,
        .digest = made->digest,
        .words = TEXT(""),
        .at = made->at,
        .seen = made->seen,
    };
}

static Outcome read_secrecy(Access *access, NoticeList *list)
{
    bool row = false;
    NoticeList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SECRECY_NOTICE_EACH, &statement, access->problem));
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        Notice notice = {0};
        TRY(read_notice(access, statement, &notice));
        LIST_APPEND(access->arena, &read, notice);
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

static bool is_before(const Notice *a, const Notice *b)
{
    return (a->seen == 0) != (b->seen == 0) ? a->seen == 0 : a->at >= b->at;
}

/* Both lists are in that order already. */
static void merge(Arena *arena, const NoticeList *secrecy, const LinkMadeList *links,
                  NoticeList *list)
{
    size_t i = 0;
    for (size_t j = 0; j < links->count; j++) {
        const Notice link = notice_of_link(&links->items[j]);
        for (; i < secrecy->count && is_before(&secrecy->items[i], &link); i++) {
            LIST_APPEND(arena, list, secrecy->items[i]);
        }
        LIST_APPEND(arena, list, link);
    }
    for (; i < secrecy->count; i++) {
        LIST_APPEND(arena, list, secrecy->items[i]);
    }
}

Outcome notice_list(Access *access, NoticeList *list)
{
    NoticeList secrecy = {0};
    LinkMadeList links = {0};
    TRY(access_judge(access, MAY_READ_JOURNAL, RELATION_STRANGER, (Id){{0}}, (Id){{0}}));
    TRY(read_secrecy(access, &secrecy));
    TRY(link_made_list(access, &links));
    *list = (NoticeList){0};
    merge(access->arena, &secrecy, &links, list);
    return OK;
}

Outcome notice_see(Access *access, Id notice)
{
    int64_t changed = 0;
    bool is_link = false;
    TRY(access_judge(access, MAY_READ_JOURNAL, RELATION_STRANGER, (Id){{0}}, notice));
    TRY(link_made_see(access, notice, &is_link));
    if (is_link) {
        return OK;
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SECRECY_NOTICE_SEE, &statement, access->problem));
    bind_id(statement, "id", notice);
    bind_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, &changed, access->problem));
    return changed == 1 ? OK
                        : problem_set(access->problem, CONFLICT, TEXT("body"), "notice",
                                      "it was seen already, or there is none");
}
