/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/journal_show.h"

#include "access/account.h"
#include "access/sentences.h"
#include "words/say.h"

typedef struct Words {
    const char *code;
    Sentence sentence;
} Words;

static const Words acts[] = {
    {"person.read",           SAY_JOURNAL_PERSON_READ          },
    {"person.write",          SAY_JOURNAL_PERSON_WRITE         },
    {"person.create",         SAY_JOURNAL_PERSON_CREATE        },
    {"person.merge",          SAY_JOURNAL_PERSON_MERGE         },
    {"person.export",         SAY_JOURNAL_PERSON_EXPORT        },
    {"person.erase",          SAY_JOURNAL_PERSON_ERASE         },
    {"case.read",             SAY_JOURNAL_CASE_READ            },
    {"case.write",            SAY_JOURNAL_CASE_WRITE           },
    {"case.transfer",         SAY_JOURNAL_CASE_TRANSFER        },
    {"note.write",            SAY_JOURNAL_NOTE_WRITE           },
    {"consent.read",          SAY_JOURNAL_CONSENT_READ         },
    {"consent.record",        SAY_JOURNAL_CONSENT_RECORD       },
    {"consent.override",      SAY_JOURNAL_CONSENT_OVERRIDE     },
    {"glass.break",           SAY_JOURNAL_GLASS_BREAK          },
    {"referral.send",         SAY_JOURNAL_REFERRAL_SEND        },
    {"journal.read",          SAY_JOURNAL_JOURNAL_READ         },
    {"session.open",          SAY_JOURNAL_SESSION_OPEN         },
    {"session.unlock",        SAY_JOURNAL_SESSION_UNLOCK       },
    {"session.fail",          SAY_JOURNAL_SESSION_FAIL         },
    {"password.change",       SAY_JOURNAL_PASSWORD_CHANGE      },
    {"session.recovery",      SAY_JOURNAL_SESSION_RECOVERY     },
    {"second.add",            SAY_JOURNAL_SECOND_ADD           },
    {"second.remove",         SAY_JOURNAL_SECOND_REMOVE        },
    {"second.codes",          SAY_JOURNAL_SECOND_CODES         },
    {"second.reset",          SAY_JOURNAL_SECOND_RESET         },
    {"account.add",           SAY_JOURNAL_ACCOUNT_ADD          },
    {"account.close",         SAY_JOURNAL_ACCOUNT_CLOSE        },
    {"account.password",      SAY_JOURNAL_ACCOUNT_PASSWORD     },
    {"account.lock",          SAY_JOURNAL_ACCOUNT_LOCK         },
    {"account.unlock",        SAY_JOURNAL_ACCOUNT_UNLOCK       },
    {"account.link",          SAY_JOURNAL_ACCOUNT_LINK         },
    {"account.unlink",        SAY_JOURNAL_ACCOUNT_UNLINK       },
    {"passkey.add",           SAY_JOURNAL_PASSKEY_ADD          },
    {"passkey.remove",        SAY_JOURNAL_PASSKEY_REMOVE       },
    {"session.refused",       SAY_JOURNAL_SESSION_REFUSED      },
    {"role.give",             SAY_JOURNAL_ROLE_GIVE            },
    {"role.take",             SAY_JOURNAL_ROLE_TAKE            },
    {"team.add",              SAY_JOURNAL_TEAM_ADD             },
    {"team.join",             SAY_JOURNAL_TEAM_JOIN            },
    {"self",                  SAY_JOURNAL_SELF                 },
    {"desk",                  SAY_JOURNAL_DESK                 },
    {"desk.open",             SAY_JOURNAL_DESK_OPEN            },
    {"desk.close",            SAY_JOURNAL_DESK_CLOSE           },
    {"person.find",           SAY_JOURNAL_PERSON_FIND          },
    {"person.erased",         SAY_JOURNAL_PERSON_ERASED        },
    {"hold.set",              SAY_JOURNAL_HOLD_SET             },
    {"hold.ended",            SAY_JOURNAL_HOLD_ENDED           },
    {"consent.withdrawn",     SAY_JOURNAL_CONSENT_WITHDRAWN    },
    {"glass.broken",          SAY_JOURNAL_GLASS_BROKEN         },
    {"share",                 SAY_JOURNAL_SHARE                },
    {"share.opened",          SAY_JOURNAL_SHARE_OPENED         },
    {"share.closed",          SAY_JOURNAL_SHARE_CLOSED         },
    {"share.shortened",       SAY_JOURNAL_SHARE_SHORTENED      },
    {"referral.answer",       SAY_JOURNAL_REFERRAL_ANSWER      },
    {"referral.read",         SAY_JOURNAL_REFERRAL_READ        },
    {"referral.withdrawn",    SAY_JOURNAL_REFERRAL_WITHDRAWN   },
    {"silence.agree",         SAY_JOURNAL_SILENCE_AGREE        },
    {"silence.end",           SAY_JOURNAL_SILENCE_END          },
    {"journal.verify",        SAY_JOURNAL_JOURNAL_VERIFY       },
    {"account.manage",        SAY_JOURNAL_ACCOUNT_MANAGE       },
    {"form.manage",           SAY_JOURNAL_FORM_MANAGE          },
    {"directory.edit",        SAY_JOURNAL_DIRECTORY_EDIT       },
    {"listing.verify",        SAY_JOURNAL_LISTING_VERIFY       },
    {"listing.link",          SAY_JOURNAL_LISTING_LINK         },
    {"listing.propose",       SAY_JOURNAL_LISTING_PROPOSE      },
    {"listing.accept",        SAY_JOURNAL_LISTING_ACCEPT       },
    {"listing.refuse",        SAY_JOURNAL_LISTING_REFUSE       },
    {"listing.undo",          SAY_JOURNAL_LISTING_UNDO         },
    {"listing.link_end",      SAY_JOURNAL_LISTING_LINK_END     },
    {"twin.said",             SAY_JOURNAL_TWIN_SAID            },
    {"twin.merged",           SAY_JOURNAL_TWIN_MERGED          },
    {"twin.unmerged",         SAY_JOURNAL_TWIN_UNMERGED        },
    {"count.read",            SAY_JOURNAL_COUNT_READ           },
    {"count.all",             SAY_JOURNAL_COUNT_ALL            },
    {"exchange",              SAY_JOURNAL_EXCHANGE             },
    {"client.add",            SAY_JOURNAL_CLIENT_ADD           },
    {"client.change",         SAY_JOURNAL_CLIENT_CHANGE        },
    {"device.add",            SAY_JOURNAL_DEVICE_ADD           },
    {"device.revoke",         SAY_JOURNAL_DEVICE_REVOKE        },
    {"convention.manage",     SAY_JOURNAL_CONVENTION_MANAGE    },
    {"anomaly.read",          SAY_JOURNAL_ANOMALY_READ         },
    {"anomaly.look",          SAY_JOURNAL_ANOMALY_LOOK         },
    {"convention.load",       SAY_JOURNAL_CONVENTION_LOAD      },
    {"convention.close",      SAY_JOURNAL_CONVENTION_CLOSE     },
    {"entitlement.grant",     SAY_JOURNAL_ENTITLEMENT_GRANT    },
    {"entitlement.approve",   SAY_JOURNAL_ENTITLEMENT_APPROVE  },
    {"ticket.redeem",         SAY_JOURNAL_TICKET_REDEEM        },
    {"settlement",            SAY_JOURNAL_SETTLEMENT           },
    {"settlement.stated",     SAY_JOURNAL_SETTLEMENT_STATED    },
    {"settlement.changed",    SAY_JOURNAL_SETTLEMENT_CHANGED   },
    {"terminal.add",          SAY_JOURNAL_TERMINAL_ADD         },
    {"terminal.revoke",       SAY_JOURNAL_TERMINAL_REVOKE      },
    {"ticket.unknown",        SAY_JOURNAL_TICKET_UNKNOWN       },
    {"unit.book",             SAY_JOURNAL_UNIT_BOOK            },
    {"unit.manage",           SAY_JOURNAL_UNIT_MANAGE          },
    {"unit.add",              SAY_JOURNAL_UNIT_ADD             },
    {"unit.change",           SAY_JOURNAL_UNIT_CHANGE          },
    {"unit.override",         SAY_JOURNAL_UNIT_OVERRIDE        },
    {"cold.change",           SAY_JOURNAL_COLD_CHANGE          },
    {"cold.on",               SAY_JOURNAL_COLD_ON              },
    {"cold.off",              SAY_JOURNAL_COLD_OFF             },
    {"course.change",         SAY_JOURNAL_COURSE_CHANGE        },
    {"tenancy.change",        SAY_JOURNAL_TENANCY_CHANGE       },
    {"school.change",         SAY_JOURNAL_SCHOOL_CHANGE        },
    {"screening.result",      SAY_JOURNAL_SCREENING_RESULT     },
    {"result.write",          SAY_JOURNAL_RESULT_WRITE         },
    {"result.hand_over",      SAY_JOURNAL_RESULT_HAND_OVER     },
    {"screening.change",      SAY_JOURNAL_SCREENING_CHANGE     },
    {"screening.invite",      SAY_JOURNAL_SCREENING_INVITE     },
    {"screening.remind",      SAY_JOURNAL_SCREENING_REMIND     },
    {"screening.answer",      SAY_JOURNAL_SCREENING_ANSWER     },
    {"screening.attend",      SAY_JOURNAL_SCREENING_ATTEND     },
    {"candidature.change",    SAY_JOURNAL_CANDIDATURE_CHANGE   },
    {"rent.change",           SAY_JOURNAL_RENT_CHANGE          },
    {"rent.read",             SAY_JOURNAL_RENT_READ            },
    {"unit.read",             SAY_JOURNAL_UNIT_READ            },
    {"booking.read",          SAY_JOURNAL_BOOKING_READ         },
    {"waiting.read",          SAY_JOURNAL_WAITING_READ         },
    {"ride.request",          SAY_JOURNAL_RIDE_REQUEST         },
    {"ride.plan",             SAY_JOURNAL_RIDE_PLAN            },
    {"ride.read",             SAY_JOURNAL_RIDE_READ            },
    {"ride.change",           SAY_JOURNAL_RIDE_CHANGE          },
    {"ride.driver",           SAY_JOURNAL_RIDE_DRIVER          },
    {"ride.channel",          SAY_JOURNAL_RIDE_CHANNEL         },
    {"ride.rate",             SAY_JOURNAL_RIDE_RATE            },
    {"ride.breakdown",        SAY_JOURNAL_RIDE_BREAKDOWN       },
    {"conference.invitation", SAY_JOURNAL_CONFERENCE_INVITATION},
    {"question.withdrawn",    SAY_JOURNAL_QUESTION_WITHDRAWN   },
    {"person.ask",            SAY_JOURNAL_PERSON_ASK           },
    {"person.ask_read",       SAY_JOURNAL_PERSON_ASK_READ      },
    {"person.ask_answer",     SAY_JOURNAL_PERSON_ASK_ANSWER    },
    {"device.use",            SAY_JOURNAL_DEVICE_USE           },
};

static const Words reasons[] = {
    {"team",      SAY_JOURNAL_BY_TEAM     },
    {"house",     SAY_JOURNAL_BY_HOUSE    },
    {"consent",   SAY_JOURNAL_BY_CONSENT  },
    {"emergency", SAY_JOURNAL_BY_EMERGENCY},
    {"stranger",  SAY_JOURNAL_BY_NONE     },
    {"role",      SAY_JOURNAL_BY_ROLE     },
    {"provider",  SAY_JOURNAL_BY_PROVIDER },
    {"life",      SAY_JOURNAL_BY_LIFE     },
    {"child",     SAY_JOURNAL_BY_CHILD    },
    {"health",    SAY_JOURNAL_BY_HEALTH   },
    {"passkey",   SAY_JOURNAL_BY_PASSKEY  },
    {"counter",   SAY_JOURNAL_BY_COUNTER  },
    {"case",      SAY_JOURNAL_BY_CASE     },
    {"link",      SAY_JOURNAL_BY_LINK     },
    {"telephone", SAY_JOURNAL_BY_TELEPHONE},
    {"visit",     SAY_JOURNAL_BY_VISIT    },
    {"mail",      SAY_JOURNAL_BY_MAIL     },
};

/* A code nobody gave words to is shown as it is: it is never of a person. */
static Text in_words(const Words *words, size_t count, Text code, Language language)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(code, text_from(words[i].code))) {
            return say(language, words[i].sentence);
        }
    }
    return code;
}

/* The name of each account is asked once a page. */
static Outcome name_of(Access *access, const JournalPage *page, const ShownJournal *shown,
                       Text *name)
{
    const Id account = page->items[shown->count].account;
    Account found = {0};
    *name = TEXT("Seuil");
    if (id_is_nil(account)) {
        return OK;
    }
    for (size_t i = 0; i < shown->count; i++) {
        if (id_equal(page->items[i].account, account)) {
            *name = shown->items[i].who;
            return OK;
        }
    }
    const Outcome outcome =
        account_get(access->session, access->arena, account, &found, access->problem);
    *name = outcome == OK ? found.name : id_format(access->arena, account);
    return outcome == NOT_FOUND ? OK : outcome;
}

/* A relation, or the key of a role that was given or taken. */
static Text reason_in_words(Text because, Language language)
{
    const Role *role = role_find(because);
    return role != NULL ? role->name[language]
                        : in_words(reasons, LENGTH_OF(reasons), because, language);
}

static ShownLine show_line(const JournalLine *line, Language language)
{
    const Text refused = TEXT(" refused");
    const bool is_refused = text_ends_with(line->act, refused);
    const Text act =
        text_slice(line->act, 0, line->act.length - (is_refused ? refused.length : 0));
    return (ShownLine){
        .number = line->number,
        .at = line->at,
        .account = line->account,
        .act = act,
        .what = in_words(acts, LENGTH_OF(acts), act, language),
        .person = line->person,
        .subject = line->subject,
        .because = line->because,
        .why = reason_in_words(line->because, language),
        .is_refused = is_refused,
    };
}

static Outcome read_page(Access *access, const JournalQuestion *question, JournalPage *page)
{
    return id_is_nil(question->person)
               ? journal_list(access->session, access->arena, question->before, page,
                              access->problem)
               : journal_of_person(access->session, access->arena, question->person,
                                   question->before, page, access->problem);
}

static Outcome put_in_words(Access *access, const JournalPage *page, Language language,
                            ShownJournal *shown)
{
    ShownJournal read = {.items = ARENA_ARRAY(access->arena, ShownLine, page->count + 1)};
    while (read.count < page->count) {
        ShownLine line = show_line(&page->items[read.count], language);
        TRY(name_of(access, page, &read, &line.who));
        read.items[read.count++] = line;
    }
    *shown = read;
    return OK;
}

static int64_t next_of(const JournalPage *page)
{
    return page->count == JOURNAL_PAGE_LIMIT ? page->items[page->count - 1].number : 0;
}

Outcome journal_show(Access *access, const JournalQuestion *question, ShownJournal *shown)
{
    JournalPage page = {0};
    access_note(access, "journal.read", question->person, (Id){0}, "");
    TRY(read_page(access, question, &page));
    TRY(put_in_words(access, &page, question->language, shown));
    shown->next = next_of(&page);
    return OK;
}

Outcome journal_show_all(Access *access, const JournalQuestion *question, size_t most,
                         ShownJournal *shown)
{
    LIST_OF(JournalLine) lines = {0};
    JournalQuestion asked = *question;
    access_note(access, "journal.read", question->person, (Id){0}, "");
    do {
        JournalPage page = {0};
        TRY(read_page(access, &asked, &page));
        for (size_t i = 0; i < page.count && lines.count < most; i++) {
            LIST_APPEND(access->arena, &lines, page.items[i]);
        }
        asked.before = next_of(&page);
    } while (asked.before != 0 && lines.count < most);
    const JournalPage all = {lines.items, lines.count};
    return put_in_words(access, &all, question->language, shown);
}

Outcome journal_check(Access *access, Session *session, Text mark, JournalCheck *check)
{
    int64_t number = 0;
    Digest kept = {{0}};
    *check = (JournalCheck){.is_compared = mark.length > 0};
    if (check->is_compared && !journal_mark_parse(mark, &number, &kept)) {
        return problem_set(access->problem, INVALID, TEXT("query"), "mark",
                           "NUMBER:DIGEST is expected, as an earlier verdict gave it");
    }
    access_note(access, "journal.verify", (Id){0}, (Id){0}, "");
    TRY(journal_verify(session, session_territory(session), &check->verdict, access->problem));
    return check->is_compared
               ? journal_still_has(session, number, kept, &check->holds, access->problem)
               : OK;
}
