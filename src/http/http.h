/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a handler sees of the web. The router has parsed, limited and timed the request, found
 * its route, checked its permission, opened a snapshot (GET, QUERY) or one write transaction
 * (POST); a handler can forget none of these. It reads its input, calls one domain function and
 * writes its answer; an outcome that is not OK is told once, by http/problem.c.
 */
#pragma once

#include "base/buffer.h"
#include "base/moment.h"
#include "base/outcome.h"
#include "base/permission.h"
#include "words/language.h"

struct Store;
struct Session;
struct Keyring;

typedef enum Method {
    GET,    /* reads; HEAD comes with it */
    QUERY,  /* a POST that only reads: its question is too private for an address */
    POST,   /* writes, in one transaction kept only on OK */
    UPLOAD, /* a POST that may bring a file, of ServerLimits.upload_bytes */
    PUT,
    DELETE, /* as POST */
    ACT,    /* a POST that writes in transactions of its own, since what it does is too slow for
             * one (a password); its session is the snapshot before */
    PROBE,  /* a GET answered even when all workers are busy, by the thread that moves bytes:
             * without {values}, brief, with neither session nor domain */
} Method;

/* Whether a route must see all written before it was asked, or a standby may answer. */
typedef enum Freshness { FRESH, MAY_LAG } Freshness;

typedef struct Request Request;
typedef Outcome (*Handler)(Request *request);

typedef struct Route {
    Method method;
    const char *path; /* "/s/{slug}"; "/api/..." answers other sites, problems in JSON */
    Permission permission;
    Handler function;
    Freshness freshness;
} Route;

typedef struct RouteTable {
    const Route *routes;
    size_t count;
} RouteTable;

typedef struct Field {
    Text name;
    Text value;
} Field;

typedef struct FieldList {
    Field *items;
    size_t count;
    size_t capacity;
} FieldList;

/* Writes the next piece of a long answer into `out`, emptied before each call; true in `more`
 * while there is more to come. The arena, the session and `context` live until the last. */
typedef Outcome (*StreamFunction)(Request *request, void *context, Buffer *out, bool *more);

typedef struct Response {
    int status; /* 0 means 200 */
    Text content_type;
    Buffer body;
    FieldList headers; /* besides those every response has */
    Text cache;        /* Cache-Control; empty means no-store */
    Text version;      /* what makes the strong ETag of a GET; empty: of the body itself */
    StreamFunction stream;
    void *stream_context;
} Response;

struct Request {
    Arena *arena;
    const Route *route;
    bool is_api; /* the path starts with /api/ */
    Text path;   /* decoded, without the language: "/plan/7K3M-9QTR" */
    FieldList path_values;
    FieldList query;
    FieldList form; /* of application/x-www-form-urlencoded or multipart/form-data */
    struct SentFileList *files; /* of the latter; http/multipart.h */
    Text body;                  /* any other content, whole */
    Text body_type;             /* its media type, without parameters */
    Text accept;
    Text cookies, authorization;    /* headers, as sent; the former: request_cookie */
    Text asker;                     /* whose account, as the gatekeeper found; empty: unknown */
    Text if_match, idempotency_key; /* headers, as sent; the latter: http/once.h */
    Text if_none_exist;             /* of HL7 FHIR: what is looked for before a thing is made */
    Text host, visitor; /* as named, only to choose what is served; whose limits: http/pace.h */
    Text site;          /* "https://seuil.example": what absolute links start with */
    Language language;  /* of the path ("/nl/..."), of ?lang= on the API, else French */
    Moment now;
    Text trace_id;
    struct Store *store;
    struct Session *session; /* the snapshot, or the writer's transaction; NULL without store */
    const struct Keyring *keyring; /* of what is sealed; NULL when the server holds no key */
    const void *domain;            /* what the composition root lends: indexes, settings */
    const void *providers;         /* where else one may sign in; NULL for nowhere */
    void *access;                  /* who asks, as the gatekeeper found; NULL for everyone */
    size_t most_bytes; /* of a body that was too large (413): what was allowed; else 0 */
    int refusal;       /* the status of a refusal when not that of its outcome: 401, 412, 422 */
    Problem problem;
    Response response;
};

/* ---------------------------------------------------------------------------- reading */

/* A value of the path, of the query, of the form, of the cookies; empty when absent. */
Text request_path_value(const Request *request, const char *name);
Text request_query(const Request *request, const char *name);
Text request_form(const Request *request, const char *name);
Text request_cookie(const Request *request, const char *name);

bool method_is_transaction(Method method); /* POST, UPLOAD, PUT, DELETE */

/* Every value of a repeated field, one a call until there is none; `at` starts at 0. */
bool field_next(const FieldList *fields, const char *name, size_t *at, Text *value);

/* A number of the query within [least, most]; untouched when absent; INVALID otherwise. */
MUST_USE Outcome request_query_integer(Request *request, const char *name, int64_t least,
                                       int64_t most, int64_t *value);

/* INVALID names the first query parameter that is not among `names`. */
MUST_USE Outcome request_query_only(Request *request, const char *const *names, size_t count);

/* ------------------------------------------------------------------------- answering */

/* Where the answer is written, with its media type: "text/html; charset=utf-8". */
Buffer *response_open(Request *request, const char *content_type);
Buffer *response_json(Request *request); /* application/json */
void response_header(Request *request, const char *name, Text value);

/* 303 to a path of ours, after a form (POST, redirect, GET); the language is kept. */
Outcome response_redirect(Request *request, Text path);

/* The path with the language of the request before it: "/nl/plan/7K3M-9QTR". */
Text request_link(const Request *request, Text path);

/* Opens a long answer written piece by piece. */
void response_stream(Request *request, const char *content_type, StreamFunction stream,
                     void *context);

/* Refuses with the field of the query, path, form or body that is wrong. */
#define REQUEST_INVALID(request, place, field, ...)                                            \
    problem_set(&(request)->problem, INVALID, TEXT(place), (field), __VA_ARGS__)
