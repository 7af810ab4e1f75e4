// SPDX-License-Identifier: EUPL-1.2
/*
 * Xapian, tuned:
 *     search_xapian FOLDER
 * Words, labels and cells of the map are terms of one posting list each. A word's impact is
 * kept as its count within the document, and a weight of our own reads it back, so that the
 * relevance is exactly ours and Xapian's own bounds hold. The facts of a door are one value;
 * the spy that Xapian shows every match to judges and counts it, so that no document is
 * loaded. Within a circle, cells are terms that filter (about 20); nearest first, cells grow
 * ring by ring where the words are frequent, and all matches are read where they are rare.
 * BoolWeight is not used: an order by distance made of weights came out wrong with it in
 * earlier measures; here distances never depend on weights. A decider beside the spy would
 * read each match twice.
 */
#include <xapian.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "benches/search/peer_answer.h"

namespace
{

constexpr unsigned NEED_COUNT = 255; // a label counts as a whole
constexpr double FEW = 5000;         // matches that are read at once

// The weight of a term is what OP_SCALE_WEIGHT says, times its count, over 255.
class ImpactWeight : public Xapian::Weight
{
  public:
    explicit ImpactWeight(double scale_ = 1) : scale(scale_)
    {
        need_stat(WDF);
        need_stat(WDF_MAX);
    }
    ImpactWeight *clone() const override
    {
        return new ImpactWeight(scale);
    }
    void init(double factor_) override
    {
        factor = factor_ * scale / 255;
    }
    double get_sumpart(Xapian::termcount wdf, Xapian::termcount,
                       Xapian::termcount) const override
    {
        return factor * wdf;
    }
    double get_maxpart() const override
    {
        return factor * get_wdf_upper_bound();
    }
    double get_sumextra(Xapian::termcount, Xapian::termcount) const override
    {
        return 0;
    }
    double get_maxextra() const override
    {
        return 0;
    }
    std::string name() const override
    {
        return "Impact";
    }

  private:
    double scale;
    double factor = 0;
};

struct Engine {
    const PeerShape *shape;
    Xapian::Database database;
    double radius; // asked of the cells
};

std::string number_term(char kind, unsigned number)
{
    return std::string(1, kind) + std::to_string(number);
}

std::string word_term(const char *word)
{
    return std::string("W") + word;
}

// Every match is shown here, with its weight.
class Spy : public Xapian::MatchSpy
{
  public:
    Spy(const Engine &engine_, const PeerQuestion &question_, PeerAnswer &answer_,
        const std::vector<Xapian::docid> &named_)
        : engine(engine_), question(question_), answer(answer_), named(named_)
    {
    }
    void operator()(const Xapian::Document &document, double weight) override
    {
        const std::string value = document.get_value(0);
        Facts facts;
        std::memcpy(&facts, value.data(), sizeof facts);
        const Xapian::docid id = document.get_docid();
        const bool names_place = std::binary_search(named.begin(), named.end(), id);
        double distance = 0;
        if (peer_judge(engine.shape, &question, &facts, names_place, &distance)) {
            peer_take(&answer, id - 1, &facts, weight, distance);
        }
    }

  private:
    const Engine &engine;
    const PeerQuestion &question;
    PeerAnswer &answer;
    const std::vector<Xapian::docid> &named;
};

// -------------------------------------------------------------------------------- building

void add_filters(Xapian::Document &document, const PeerRecord &record)
{
    const Facts &facts = record.facts;
    for (size_t i = 0; i < facts.label_count; i++) {
        document.add_term(number_term('L', facts.labels[i]), NEED_COUNT);
    }
    if ((facts.flags & PEER_FREE) != 0) {
        document.add_boolean_term("Ffree");
    }
    if ((facts.flags & PEER_ACCESSIBLE) != 0) {
        document.add_boolean_term("Faccessible");
    }
    if ((facts.flags & (PEER_REMOTE | PEER_CONFIDENTIAL)) != 0) {
        document.add_boolean_term("Fanywhere");
    }
    for (int level = 0; level < PEER_LEVELS && facts.has_point != 0; level++) {
        char cell[32];
        peer_cell(level, record.latitude, record.longitude, cell);
        document.add_boolean_term(cell);
    }
}

void fill(const PeerShape &shape, const std::string &path)
{
    Xapian::WritableDatabase database(path, Xapian::DB_CREATE_OR_OVERWRITE |
                                                Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS |
                                                Xapian::DB_NO_TERMLIST);
    FILE *file = peer_file(&shape, "records.tsv", "r");
    PeerRecord record;
    std::vector<WordImpact> words(PEER_WORDS);
    while (peer_next(file, &record)) {
        Xapian::Document document;
        const size_t count = peer_weigh(&shape, &record, words.data());
        for (size_t i = 0; i < count; i++) {
            document.add_term(word_term(words[i].word), words[i].impact);
        }
        add_filters(document, record);
        document.add_value(
            0, std::string(reinterpret_cast<const char *>(&record.facts), sizeof record.facts));
        database.replace_document(record.number + 1, document);
    }
    std::fclose(file);
    database.commit();
    database.close();
}

// --------------------------------------------------------------------------------- asking

Xapian::Query any_of(const std::vector<Xapian::Query> &queries, Xapian::Query::op how)
{
    return Xapian::Query(how, queries.begin(), queries.end());
}

// The best word and the best need, added up: as the score says.
Xapian::Query group_query(const PeerGroup &group)
{
    std::vector<Xapian::Query> words;
    std::vector<Xapian::Query> needs;
    for (size_t i = 0; i < group.word_count; i++) {
        words.emplace_back(Xapian::Query::OP_SCALE_WEIGHT,
                           Xapian::Query(word_term(group.words[i])),
                           group.weight * group.qualities[i]);
    }
    for (size_t i = 0; i < group.need_count; i++) {
        needs.emplace_back(Xapian::Query::OP_SCALE_WEIGHT,
                           Xapian::Query(number_term('L', group.needs[i])),
                           group.weight * 0.8 * group.strengths[i]);
    }
    std::vector<Xapian::Query> both;
    if (!words.empty()) {
        both.push_back(any_of(words, Xapian::Query::OP_MAX));
    }
    if (!needs.empty()) {
        both.push_back(any_of(needs, Xapian::Query::OP_MAX));
    }
    return any_of(both, Xapian::Query::OP_OR);
}

Xapian::Query groups_of(const PeerQuestion &question, char kind, Xapian::Query::op how)
{
    std::vector<Xapian::Query> groups;
    for (size_t i = 0; i < question.group_count; i++) {
        const PeerGroup &group = question.groups[i];
        if (group.kind == kind && group.word_count + group.need_count > 0) {
            groups.push_back(group_query(group));
        }
    }
    return any_of(groups, how);
}

Xapian::Query place_query(const PeerQuestion &question)
{
    return groups_of(question, 'P', Xapian::Query::OP_AND);
}

std::vector<Xapian::Query> filters_of(const PeerQuestion &question)
{
    std::vector<Xapian::Query> filters;
    for (int label : question.labels) {
        if (label >= 0) {
            filters.emplace_back(number_term('L', static_cast<unsigned>(label)));
        }
    }
    if ((question.flags & PEER_FREE) != 0) {
        filters.emplace_back("Ffree");
    }
    if ((question.flags & PEER_ACCESSIBLE) != 0) {
        filters.emplace_back("Faccessible");
    }
    return filters;
}

Xapian::Query circle_query(const PeerQuestion &question, double radius)
{
    static char cells[4096][32];
    const size_t count =
        peer_cells(&question, peer_level(radius), radius, cells, sizeof cells / sizeof *cells);
    std::vector<Xapian::Query> places;
    places.emplace_back("Fanywhere");
    for (size_t i = 0; i < count; i++) {
        places.emplace_back(std::string(cells[i]));
    }
    const Xapian::Query place = place_query(question);
    if (!place.empty()) {
        places.push_back(place);
    }
    return any_of(places, Xapian::Query::OP_OR);
}

// Words that need not hold, and those of the place, only add to the score.
Xapian::Query with_optional(const PeerQuestion &question, const Xapian::Query &query)
{
    const Xapian::Query place = groups_of(question, 'P', Xapian::Query::OP_OR);
    const Xapian::Query optional = groups_of(question, 'O', Xapian::Query::OP_OR);
    Xapian::Query whole = query;
    if (!place.empty()) {
        whole = Xapian::Query(Xapian::Query::OP_AND_MAYBE, whole, place);
    }
    if (!optional.empty()) {
        whole = Xapian::Query(Xapian::Query::OP_AND_MAYBE, whole, optional);
    }
    return whole;
}

Xapian::Query whole_query(const Engine &engine, const PeerQuestion &question)
{
    std::vector<Xapian::Query> filters = filters_of(question);
    Xapian::Query query = groups_of(question, 'R', Xapian::Query::OP_AND);
    if (engine.radius > 0) {
        filters.push_back(circle_query(question, engine.radius));
    }
    if (!filters.empty()) {
        const Xapian::Query filter = any_of(filters, Xapian::Query::OP_AND);
        query = query.empty() ? Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, filter, 0)
                              : Xapian::Query(Xapian::Query::OP_FILTER, query, filter);
    }
    if (query.empty()) {
        query = Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query::MatchAll, 0);
    }
    return with_optional(question, query);
}

// The documents whose text names the place: few.
std::vector<Xapian::docid> documents_of(const Engine &engine, const Xapian::Query &query)
{
    std::vector<Xapian::docid> documents;
    if (!query.empty()) {
        Xapian::Enquire enquire(engine.database);
        enquire.set_query(query);
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        const Xapian::MSet found = enquire.get_mset(0, engine.database.get_doccount());
        for (Xapian::MSetIterator i = found.begin(); i != found.end(); ++i) {
            documents.push_back(*i);
        }
        std::sort(documents.begin(), documents.end());
    }
    return documents;
}

void ask_once(const Engine &engine, const PeerQuestion &question, PeerAnswer &answer)
{
    const std::vector<Xapian::docid> named = documents_of(engine, place_query(question));
    Spy spy(engine, question, answer, named);
    Xapian::Enquire enquire(engine.database);
    enquire.set_weighting_scheme(ImpactWeight());
    enquire.set_docid_order(Xapian::Enquire::DONT_CARE);
    enquire.add_matchspy(&spy);
    enquire.set_query(whole_query(engine, question));
    enquire.get_mset(0, 1, engine.database.get_doccount());
}

double doors_expected(const Engine &engine, const PeerQuestion &question)
{
    double least = engine.shape->doors;
    for (size_t i = 0; i < question.group_count; i++) {
        if (question.groups[i].kind == 'R') {
            least = std::min(least, peer_group_doors(engine.shape, &question.groups[i]));
        }
    }
    return least;
}

void ask_nearest(Engine &engine, const PeerQuestion &question, PeerAnswer &answer)
{
    static const double rings[] = {4000, 16000, 60000};
    if (doors_expected(engine, question) > FEW) {
        for (double ring : rings) {
            engine.radius = ring;
            peer_start(&answer, engine.shape, &question);
            ask_once(engine, question, answer);
            if (answer.top_count == PEER_TOP && answer.top[PEER_TOP - 1].distance <= ring) {
                return;
            }
        }
    }
    engine.radius = 0;
    peer_start(&answer, engine.shape, &question);
    ask_once(engine, question, answer);
}

void ask(void *context, const PeerQuestion *question, PeerAnswer *answer)
{
    Engine &engine = *static_cast<Engine *>(context);
    engine.radius = question->radius;
    if (question->radius > 0) {
        ask_once(engine, *question, *answer);
    } else {
        ask_nearest(engine, *question, *answer);
    }
}

} // namespace

int main(int count, char **values)
{
    PeerShape shape;
    peer_must(count == 2, "search_xapian FOLDER");
    setenv("XAPIAN_FLUSH_THRESHOLD", "250000", 0); // one flush is faster than many
    peer_open(&shape, values[1], true);
    const std::string path = std::string(shape.folder) + "/xapian";
    const double start = peer_seconds();
    fill(shape, path);
    const double built = peer_seconds() - start;
    try {
        Engine engine{&shape, Xapian::Database(path), 0};
        peer_run(&shape, "xapian", ask, &engine, built, peer_tree_bytes(path.c_str()));
    } catch (const Xapian::Error &error) {
        peer_must(false, error.get_description().c_str());
    }
    return 0;
}
