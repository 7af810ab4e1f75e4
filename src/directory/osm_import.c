/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/hsds_intake.h"
#include "directory/load_record.h"
#include "directory/osm_door.h"
#include "directory/osm_private.h"

const Text OSM_ATTRIBUTION =
    TEXT_INIT("© OpenStreetMap contributors, Open Database Licence 1.0, "
              "https://www.openstreetmap.org/copyright");

typedef struct OsmJob {
    const HsdsImport *import;
    FILE *document;
    OsmDoors doors;
    Intake *intake;
    OsmReport report;
} OsmJob;

/* The document every record names as its source: pages show its title and its licence. */
static Outcome put_document(const OsmJob *job)
{
    HsdsSet *set = intake_set(job->intake);
    HsdsDraft *draft = NULL;
    const Text id = id_format(set->arena, load_id_of_key(ENTITY_DOCUMENT, TEXT("osm")));
    const Text date = date_format(set->arena, moment_to_local(job->import->now).date);
    json_t *body SCOPED(json_close) =
        json_pack("{s:s%,s:{s:s,s:s,s:s%,s:s%}}", "id", id.bytes, id.length, "seuil", "key",
                  "osm", "title", "OpenStreetMap", "publisher", OSM_ATTRIBUTION.bytes,
                  OSM_ATTRIBUTION.length, "date", date.bytes, date.length);
    return hsds_set_put(set, ENTITY_DOCUMENT, body, TEXT("osm"), &draft);
}

static Outcome take_element(void *context, const OsmElement *element, Problem *problem)
{
    OsmJob *job = context;
    Arena *scratch SCOPED(arena_close) = arena_new(0);
    (void)problem;
    job->report.elements += element->tags.count > 0 ? 1 : 0;
    json_t *door SCOPED(json_close) = osm_door_of(&job->doors, scratch, element);
    if (door == NULL) {
        return OK;
    }
    job->report.doors++;
    TRY(hsds_read_object(intake_set(job->intake), ENTITY_ORGANIZATION, door,
                         osm_place_of(scratch, element)));
    return intake_pause(job->intake);
}

static Outcome read_document(void *context, Intake *intake, Problem *problem)
{
    OsmJob *job = context;
    job->intake = intake;
    job->report = (OsmReport){0};
    job->doors.warnings = 0;
    TRY(put_document(job));
    return osm_read(job->import, job->document, (OsmSink){take_element, job}, problem);
}

Outcome osm_import(const HsdsImport *import, FILE *document, OsmWarning warning,
                   OsmReport *report, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    HsdsCounts counts = {0};
    OsmJob job = {
        .import = import,
        .document = document,
        .doors = {.terms = osm_terms_read(arena), .warning = warning}
    };
    TRY(intake_run(import, (IntakeSource){read_document, &job}, &counts, problem));
    *report = job.report;
    report->written = counts;
    report->warnings = job.doors.warnings;
    return OK;
}
