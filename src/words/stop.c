/* SPDX-License-Identifier: EUPL-1.2 */
#include "words/stop.h"

#include "base/list.h"

/* Three lists in byte order. Left out on purpose, because they mean something in another
 * language: was (Dutch: laundry), mal (French: pain), war (English: war). */
static const Text stop_words[] = {
    TEXT_INIT("a"),        TEXT_INIT("aan"),      TEXT_INIT("aber"),     TEXT_INIT("about"),
    TEXT_INIT("ai"),       TEXT_INIT("aie"),      TEXT_INIT("aimerais"), TEXT_INIT("ain"),
    TEXT_INIT("ait"),      TEXT_INIT("al"),       TEXT_INIT("all"),      TEXT_INIT("alle"),
    TEXT_INIT("als"),      TEXT_INIT("also"),     TEXT_INIT("am"),       TEXT_INIT("an"),
    TEXT_INIT("and"),      TEXT_INIT("any"),      TEXT_INIT("are"),      TEXT_INIT("aren"),
    TEXT_INIT("as"),       TEXT_INIT("at"),       TEXT_INIT("au"),       TEXT_INIT("auch"),
    TEXT_INIT("auf"),      TEXT_INIT("aus"),      TEXT_INIT("aux"),      TEXT_INIT("avec"),
    TEXT_INIT("avez"),     TEXT_INIT("avoir"),    TEXT_INIT("avons"),    TEXT_INIT("be"),
    TEXT_INIT("because"),  TEXT_INIT("been"),     TEXT_INIT("bei"),      TEXT_INIT("beim"),
    TEXT_INIT("bij"),      TEXT_INIT("bin"),      TEXT_INIT("bis"),      TEXT_INIT("bist"),
    TEXT_INIT("but"),      TEXT_INIT("by"),       TEXT_INIT("ca"),       TEXT_INIT("can"),
    TEXT_INIT("cannot"),   TEXT_INIT("ce"),       TEXT_INIT("cela"),     TEXT_INIT("celle"),
    TEXT_INIT("celles"),   TEXT_INIT("celui"),    TEXT_INIT("ces"),      TEXT_INIT("cest"),
    TEXT_INIT("cet"),      TEXT_INIT("cette"),    TEXT_INIT("ceux"),     TEXT_INIT("chez"),
    TEXT_INIT("ci"),       TEXT_INIT("comme"),    TEXT_INIT("comment"),  TEXT_INIT("could"),
    TEXT_INIT("couldn"),   TEXT_INIT("d"),        TEXT_INIT("da"),       TEXT_INIT("dan"),
    TEXT_INIT("dans"),     TEXT_INIT("das"),      TEXT_INIT("dass"),     TEXT_INIT("dat"),
    TEXT_INIT("de"),       TEXT_INIT("dein"),     TEXT_INIT("dem"),      TEXT_INIT("den"),
    TEXT_INIT("der"),      TEXT_INIT("des"),      TEXT_INIT("deze"),     TEXT_INIT("dich"),
    TEXT_INIT("did"),      TEXT_INIT("die"),      TEXT_INIT("dies"),     TEXT_INIT("diese"),
    TEXT_INIT("dieser"),   TEXT_INIT("dir"),      TEXT_INIT("dit"),      TEXT_INIT("do"),
    TEXT_INIT("doch"),     TEXT_INIT("doen"),     TEXT_INIT("does"),     TEXT_INIT("doesn"),
    TEXT_INIT("doing"),    TEXT_INIT("dois"),     TEXT_INIT("doit"),     TEXT_INIT("don"),
    TEXT_INIT("donc"),     TEXT_INIT("dont"),     TEXT_INIT("door"),     TEXT_INIT("down"),
    TEXT_INIT("du"),       TEXT_INIT("durch"),    TEXT_INIT("dus"),      TEXT_INIT("een"),
    TEXT_INIT("ein"),      TEXT_INIT("eine"),     TEXT_INIT("einem"),    TEXT_INIT("einen"),
    TEXT_INIT("einer"),    TEXT_INIT("eines"),    TEXT_INIT("elle"),     TEXT_INIT("elles"),
    TEXT_INIT("en"),       TEXT_INIT("er"),       TEXT_INIT("ergens"),   TEXT_INIT("es"),
    TEXT_INIT("est"),      TEXT_INIT("et"),       TEXT_INIT("etais"),    TEXT_INIT("etait"),
    TEXT_INIT("ete"),      TEXT_INIT("etes"),     TEXT_INIT("etre"),     TEXT_INIT("eu"),
    TEXT_INIT("eux"),      TEXT_INIT("faire"),    TEXT_INIT("fais"),     TEXT_INIT("fait"),
    TEXT_INIT("faut"),     TEXT_INIT("for"),      TEXT_INIT("from"),     TEXT_INIT("fuer"),
    TEXT_INIT("fur"),      TEXT_INIT("ge"),       TEXT_INIT("geen"),     TEXT_INIT("get"),
    TEXT_INIT("gij"),      TEXT_INIT("go"),       TEXT_INIT("got"),      TEXT_INIT("haar"),
    TEXT_INIT("habe"),     TEXT_INIT("haben"),    TEXT_INIT("had"),      TEXT_INIT("has"),
    TEXT_INIT("hat"),      TEXT_INIT("hatte"),    TEXT_INIT("have"),     TEXT_INIT("haven"),
    TEXT_INIT("he"),       TEXT_INIT("heb"),      TEXT_INIT("hebben"),   TEXT_INIT("hebt"),
    TEXT_INIT("heeft"),    TEXT_INIT("hem"),      TEXT_INIT("her"),      TEXT_INIT("here"),
    TEXT_INIT("het"),      TEXT_INIT("hier"),     TEXT_INIT("hij"),      TEXT_INIT("him"),
    TEXT_INIT("his"),      TEXT_INIT("hoe"),      TEXT_INIT("how"),      TEXT_INIT("hun"),
    TEXT_INIT("i"),        TEXT_INIT("ich"),      TEXT_INIT("ici"),      TEXT_INIT("iets"),
    TEXT_INIT("if"),       TEXT_INIT("ihm"),      TEXT_INIT("ihr"),      TEXT_INIT("ik"),
    TEXT_INIT("il"),       TEXT_INIT("ils"),      TEXT_INIT("im"),       TEXT_INIT("in"),
    TEXT_INIT("ins"),      TEXT_INIT("into"),     TEXT_INIT("irgendwo"), TEXT_INIT("is"),
    TEXT_INIT("isn"),      TEXT_INIT("ist"),      TEXT_INIT("it"),       TEXT_INIT("its"),
    TEXT_INIT("itself"),   TEXT_INIT("ive"),      TEXT_INIT("j"),        TEXT_INIT("ja"),
    TEXT_INIT("jai"),      TEXT_INIT("je"),       TEXT_INIT("jij"),      TEXT_INIT("jou"),
    TEXT_INIT("jouw"),     TEXT_INIT("just"),     TEXT_INIT("kan"),      TEXT_INIT("kann"),
    TEXT_INIT("kannst"),   TEXT_INIT("kein"),     TEXT_INIT("keine"),    TEXT_INIT("keinen"),
    TEXT_INIT("know"),     TEXT_INIT("koennen"),  TEXT_INIT("kom"),      TEXT_INIT("komme"),
    TEXT_INIT("konnen"),   TEXT_INIT("kunnen"),   TEXT_INIT("kunt"),     TEXT_INIT("l"),
    TEXT_INIT("la"),       TEXT_INIT("le"),       TEXT_INIT("les"),      TEXT_INIT("leur"),
    TEXT_INIT("leurs"),    TEXT_INIT("like"),     TEXT_INIT("lui"),      TEXT_INIT("ma"),
    TEXT_INIT("maar"),     TEXT_INIT("mais"),     TEXT_INIT("man"),      TEXT_INIT("may"),
    TEXT_INIT("me"),       TEXT_INIT("meer"),     TEXT_INIT("mein"),     TEXT_INIT("meine"),
    TEXT_INIT("meinem"),   TEXT_INIT("meinen"),   TEXT_INIT("meiner"),   TEXT_INIT("meme"),
    TEXT_INIT("mes"),      TEXT_INIT("met"),      TEXT_INIT("mich"),     TEXT_INIT("mij"),
    TEXT_INIT("mijn"),     TEXT_INIT("mir"),      TEXT_INIT("mit"),      TEXT_INIT("mochte"),
    TEXT_INIT("moechte"),  TEXT_INIT("moet"),     TEXT_INIT("moeten"),   TEXT_INIT("mogen"),
    TEXT_INIT("moi"),      TEXT_INIT("mon"),      TEXT_INIT("more"),     TEXT_INIT("most"),
    TEXT_INIT("muss"),     TEXT_INIT("my"),       TEXT_INIT("myself"),   TEXT_INIT("n"),
    TEXT_INIT("na"),       TEXT_INIT("naar"),     TEXT_INIT("nach"),     TEXT_INIT("ne"),
    TEXT_INIT("nicht"),    TEXT_INIT("niet"),     TEXT_INIT("no"),       TEXT_INIT("noch"),
    TEXT_INIT("nog"),      TEXT_INIT("nor"),      TEXT_INIT("nos"),      TEXT_INIT("not"),
    TEXT_INIT("notre"),    TEXT_INIT("nous"),     TEXT_INIT("nu"),       TEXT_INIT("nur"),
    TEXT_INIT("ob"),       TEXT_INIT("oder"),     TEXT_INIT("of"),       TEXT_INIT("off"),
    TEXT_INIT("ohne"),     TEXT_INIT("om"),       TEXT_INIT("omdat"),    TEXT_INIT("on"),
    TEXT_INIT("ons"),      TEXT_INIT("ont"),      TEXT_INIT("ook"),      TEXT_INIT("op"),
    TEXT_INIT("or"),       TEXT_INIT("ou"),       TEXT_INIT("our"),      TEXT_INIT("out"),
    TEXT_INIT("over"),     TEXT_INIT("own"),      TEXT_INIT("par"),      TEXT_INIT("pas"),
    TEXT_INIT("peut"),     TEXT_INIT("peux"),     TEXT_INIT("plus"),     TEXT_INIT("pour"),
    TEXT_INIT("pourquoi"), TEXT_INIT("pourrais"), TEXT_INIT("pouvez"),   TEXT_INIT("puis"),
    TEXT_INIT("puisse"),   TEXT_INIT("qu"),       TEXT_INIT("quand"),    TEXT_INIT("que"),
    TEXT_INIT("quel"),     TEXT_INIT("quelle"),   TEXT_INIT("quelles"),  TEXT_INIT("quelque"),
    TEXT_INIT("quelques"), TEXT_INIT("quels"),    TEXT_INIT("qui"),      TEXT_INIT("quoi"),
    TEXT_INIT("s"),        TEXT_INIT("sa"),       TEXT_INIT("sais"),     TEXT_INIT("same"),
    TEXT_INIT("sans"),     TEXT_INIT("schon"),    TEXT_INIT("se"),       TEXT_INIT("sehr"),
    TEXT_INIT("sein"),     TEXT_INIT("seine"),    TEXT_INIT("ses"),      TEXT_INIT("she"),
    TEXT_INIT("should"),   TEXT_INIT("si"),       TEXT_INIT("sich"),     TEXT_INIT("sie"),
    TEXT_INIT("sind"),     TEXT_INIT("so"),       TEXT_INIT("soi"),      TEXT_INIT("soll"),
    TEXT_INIT("some"),     TEXT_INIT("son"),      TEXT_INIT("sont"),     TEXT_INIT("such"),
    TEXT_INIT("suis"),     TEXT_INIT("sur"),      TEXT_INIT("t"),        TEXT_INIT("ta"),
    TEXT_INIT("te"),       TEXT_INIT("tegen"),    TEXT_INIT("tes"),      TEXT_INIT("than"),
    TEXT_INIT("that"),     TEXT_INIT("the"),      TEXT_INIT("their"),    TEXT_INIT("them"),
    TEXT_INIT("then"),     TEXT_INIT("there"),    TEXT_INIT("these"),    TEXT_INIT("they"),
    TEXT_INIT("this"),     TEXT_INIT("those"),    TEXT_INIT("to"),       TEXT_INIT("toi"),
    TEXT_INIT("ton"),      TEXT_INIT("too"),      TEXT_INIT("tot"),      TEXT_INIT("tous"),
    TEXT_INIT("tout"),     TEXT_INIT("toute"),    TEXT_INIT("toutes"),   TEXT_INIT("tres"),
    TEXT_INIT("trop"),     TEXT_INIT("tu"),       TEXT_INIT("u"),        TEXT_INIT("uber"),
    TEXT_INIT("ueber"),    TEXT_INIT("uit"),      TEXT_INIT("um"),       TEXT_INIT("un"),
    TEXT_INIT("und"),      TEXT_INIT("une"),      TEXT_INIT("uns"),      TEXT_INIT("unser"),
    TEXT_INIT("up"),       TEXT_INIT("uw"),       TEXT_INIT("va"),       TEXT_INIT("vais"),
    TEXT_INIT("van"),      TEXT_INIT("veel"),     TEXT_INIT("vers"),     TEXT_INIT("very"),
    TEXT_INIT("veut"),     TEXT_INIT("veux"),     TEXT_INIT("vind"),     TEXT_INIT("vom"),
    TEXT_INIT("von"),      TEXT_INIT("voor"),     TEXT_INIT("vor"),      TEXT_INIT("vos"),
    TEXT_INIT("votre"),    TEXT_INIT("voudrais"), TEXT_INIT("vous"),     TEXT_INIT("waar"),
    TEXT_INIT("waarom"),   TEXT_INIT("warum"),    TEXT_INIT("wat"),      TEXT_INIT("we"),
    TEXT_INIT("weet"),     TEXT_INIT("weg"),      TEXT_INIT("weiss"),    TEXT_INIT("wel"),
    TEXT_INIT("welk"),     TEXT_INIT("welke"),    TEXT_INIT("wem"),      TEXT_INIT("wen"),
    TEXT_INIT("wenn"),     TEXT_INIT("wer"),      TEXT_INIT("werden"),   TEXT_INIT("were"),
    TEXT_INIT("what"),     TEXT_INIT("when"),     TEXT_INIT("where"),    TEXT_INIT("which"),
    TEXT_INIT("who"),      TEXT_INIT("whom"),     TEXT_INIT("why"),      TEXT_INIT("wie"),
    TEXT_INIT("wij"),      TEXT_INIT("wil"),      TEXT_INIT("will"),     TEXT_INIT("wilt"),
    TEXT_INIT("wir"),      TEXT_INIT("wird"),     TEXT_INIT("with"),     TEXT_INIT("without"),
    TEXT_INIT("wo"),       TEXT_INIT("woher"),    TEXT_INIT("wohin"),    TEXT_INIT("word"),
    TEXT_INIT("worden"),   TEXT_INIT("wordt"),    TEXT_INIT("would"),    TEXT_INIT("wouldn"),
    TEXT_INIT("y"),        TEXT_INIT("you"),      TEXT_INIT("your"),     TEXT_INIT("yours"),
    TEXT_INIT("ze"),       TEXT_INIT("zei"),      TEXT_INIT("zelf"),     TEXT_INIT("zich"),
    TEXT_INIT("zij"),      TEXT_INIT("zijn"),     TEXT_INIT("zo"),       TEXT_INIT("zonder"),
    TEXT_INIT("zou"),      TEXT_INIT("zu"),       TEXT_INIT("zum"),      TEXT_INIT("zur"),
    TEXT_INIT("zwei"),
};

static const Text weak_words[] = {
    TEXT_INIT("aanvragen"),  TEXT_INIT("abend"),     TEXT_INIT("acces"),
    TEXT_INIT("adresse"),    TEXT_INIT("aide"),      TEXT_INIT("aider"),
    TEXT_INIT("aidez"),      TEXT_INIT("ailleurs"),  TEXT_INIT("alstublieft"),
    TEXT_INIT("ans"),        TEXT_INIT("anyone"),    TEXT_INIT("anything"),
    TEXT_INIT("aujourdhui"), TEXT_INIT("aupres"),    TEXT_INIT("avond"),
    TEXT_INIT("beetje"),     TEXT_INIT("bekommen"),  TEXT_INIT("besoin"),
    TEXT_INIT("billig"),     TEXT_INIT("billige"),   TEXT_INIT("billiger"),
    TEXT_INIT("bitte"),      TEXT_INIT("bon"),       TEXT_INIT("bonjour"),
    TEXT_INIT("bonne"),      TEXT_INIT("brauche"),   TEXT_INIT("brauchen"),
    TEXT_INIT("braucht"),    TEXT_INIT("buurt"),     TEXT_INIT("cheap"),
    TEXT_INIT("cheaper"),    TEXT_INIT("cher"),      TEXT_INIT("cherche"),
    TEXT_INIT("chercher"),   TEXT_INIT("cherchons"), TEXT_INIT("chere"),
    TEXT_INIT("cheres"),     TEXT_INIT("chers"),     TEXT_INIT("close"),
    TEXT_INIT("connais"),    TEXT_INIT("contre"),    TEXT_INIT("cout"),
    TEXT_INIT("dag"),        TEXT_INIT("dagen"),     TEXT_INIT("danke"),
    TEXT_INIT("day"),        TEXT_INIT("days"),      TEXT_INIT("deja"),
    TEXT_INIT("demain"),     TEXT_INIT("demande"),   TEXT_INIT("demander"),
    TEXT_INIT("dichtbij"),   TEXT_INIT("dienst"),    TEXT_INIT("diensten"),
    TEXT_INIT("dringend"),   TEXT_INIT("encore"),    TEXT_INIT("endroit"),
    TEXT_INIT("enfin"),      TEXT_INIT("famille"),   TEXT_INIT("fin"),
    TEXT_INIT("find"),       TEXT_INIT("finde"),     TEXT_INIT("finden"),
    TEXT_INIT("free"),       TEXT_INIT("gens"),      TEXT_INIT("geoeffnet"),
    TEXT_INIT("geoffnet"),   TEXT_INIT("gibt"),      TEXT_INIT("give"),
    TEXT_INIT("goed"),       TEXT_INIT("goedkoop"),  TEXT_INIT("goedkope"),
    TEXT_INIT("goedkoper"),  TEXT_INIT("graag"),     TEXT_INIT("gratis"),
    TEXT_INIT("gratuit"),    TEXT_INIT("gratuite"),  TEXT_INIT("gratuitement"),
    TEXT_INIT("gratuits"),   TEXT_INIT("guenstig"),  TEXT_INIT("gunstig"),
    TEXT_INIT("gut"),        TEXT_INIT("hallo"),     TEXT_INIT("helfen"),
    TEXT_INIT("hello"),      TEXT_INIT("help"),      TEXT_INIT("helpen"),
    TEXT_INIT("helping"),    TEXT_INIT("heure"),     TEXT_INIT("heures"),
    TEXT_INIT("heute"),      TEXT_INIT("hilfe"),     TEXT_INIT("hour"),
    TEXT_INIT("hours"),      TEXT_INIT("hui"),       TEXT_INIT("hulp"),
    TEXT_INIT("iemand"),     TEXT_INIT("jaar"),      TEXT_INIT("jahr"),
    TEXT_INIT("jahre"),      TEXT_INIT("jemand"),    TEXT_INIT("jour"),
    TEXT_INIT("journee"),    TEXT_INIT("jours"),     TEXT_INIT("kostenlos"),
    TEXT_INIT("krijgen"),    TEXT_INIT("leute"),     TEXT_INIT("lieu"),
    TEXT_INIT("looking"),    TEXT_INIT("madame"),    TEXT_INIT("maintenant"),
    TEXT_INIT("make"),       TEXT_INIT("matin"),     TEXT_INIT("mens"),
    TEXT_INIT("mensch"),     TEXT_INIT("menschen"),  TEXT_INIT("mensen"),
    TEXT_INIT("merci"),      TEXT_INIT("midi"),      TEXT_INIT("mieux"),
    TEXT_INIT("mois"),       TEXT_INIT("moment"),    TEXT_INIT("monsieur"),
    TEXT_INIT("morgen"),     TEXT_INIT("nacht"),     TEXT_INIT("nahe"),
    TEXT_INIT("near"),       TEXT_INIT("nearby"),    TEXT_INIT("need"),
    TEXT_INIT("needs"),      TEXT_INIT("neu"),       TEXT_INIT("new"),
    TEXT_INIT("nichts"),     TEXT_INIT("niemand"),   TEXT_INIT("niemandem"),
    TEXT_INIT("niemanden"),  TEXT_INIT("niets"),     TEXT_INIT("nieuw"),
    TEXT_INIT("night"),      TEXT_INIT("nobody"),    TEXT_INIT("nodig"),
    TEXT_INIT("nothing"),    TEXT_INIT("notig"),     TEXT_INIT("nouveau"),
    TEXT_INIT("now"),        TEXT_INIT("nuit"),      TEXT_INIT("obtenir"),
    TEXT_INIT("ochtend"),    TEXT_INIT("offen"),     TEXT_INIT("open"),
    TEXT_INIT("ort"),        TEXT_INIT("ouvert"),    TEXT_INIT("ouverte"),
    TEXT_INIT("ouverts"),    TEXT_INIT("overdag"),   TEXT_INIT("passer"),
    TEXT_INIT("people"),     TEXT_INIT("person"),    TEXT_INIT("personne"),
    TEXT_INIT("personnes"),  TEXT_INIT("peu"),       TEXT_INIT("plaats"),
    TEXT_INIT("place"),      TEXT_INIT("plait"),     TEXT_INIT("platz"),
    TEXT_INIT("please"),     TEXT_INIT("plek"),      TEXT_INIT("possible"),
    TEXT_INIT("pres"),       TEXT_INIT("proche"),    TEXT_INIT("proximite"),
    TEXT_INIT("quelquun"),   TEXT_INIT("quickly"),   TEXT_INIT("recevoir"),
    TEXT_INIT("rien"),       TEXT_INIT("schnell"),   TEXT_INIT("search"),
    TEXT_INIT("semaine"),    TEXT_INIT("service"),   TEXT_INIT("services"),
    TEXT_INIT("snel"),       TEXT_INIT("soir"),      TEXT_INIT("somebody"),
    TEXT_INIT("someone"),    TEXT_INIT("something"), TEXT_INIT("somewhere"),
    TEXT_INIT("soon"),       TEXT_INIT("stelle"),    TEXT_INIT("straks"),
    TEXT_INIT("stunde"),     TEXT_INIT("suche"),     TEXT_INIT("suchen"),
    TEXT_INIT("svp"),        TEXT_INIT("tag"),       TEXT_INIT("tage"),
    TEXT_INIT("tard"),       TEXT_INIT("today"),     TEXT_INIT("tomorrow"),
    TEXT_INIT("tonight"),    TEXT_INIT("trouve"),    TEXT_INIT("trouver"),
    TEXT_INIT("uhr"),        TEXT_INIT("urgence"),   TEXT_INIT("urgent"),
    TEXT_INIT("urgently"),   TEXT_INIT("vanavond"),  TEXT_INIT("vandaag"),
    TEXT_INIT("vannacht"),   TEXT_INIT("vie"),       TEXT_INIT("vinden"),
    TEXT_INIT("vite"),       TEXT_INIT("vivre"),     TEXT_INIT("voir"),
    TEXT_INIT("vouloir"),    TEXT_INIT("want"),      TEXT_INIT("week"),
    TEXT_INIT("woche"),      TEXT_INIT("year"),      TEXT_INIT("years"),
    TEXT_INIT("zoek"),       TEXT_INIT("zoeken"),    TEXT_INIT("zoekt"),
};

static const Text place_words[] = {
    TEXT_INIT("a"),       TEXT_INIT("around"),   TEXT_INIT("at"),       TEXT_INIT("au"),
    TEXT_INIT("aux"),     TEXT_INIT("bei"),      TEXT_INIT("bij"),      TEXT_INIT("city"),
    TEXT_INIT("commune"), TEXT_INIT("d"),        TEXT_INIT("dans"),     TEXT_INIT("de"),
    TEXT_INIT("en"),      TEXT_INIT("from"),     TEXT_INIT("gemeente"), TEXT_INIT("in"),
    TEXT_INIT("naar"),    TEXT_INIT("nach"),     TEXT_INIT("near"),     TEXT_INIT("op"),
    TEXT_INIT("pres"),    TEXT_INIT("quartier"), TEXT_INIT("region"),   TEXT_INIT("stad"),
    TEXT_INIT("stadt"),   TEXT_INIT("te"),       TEXT_INIT("to"),       TEXT_INIT("um"),
    TEXT_INIT("van"),     TEXT_INIT("vers"),     TEXT_INIT("ville"),    TEXT_INIT("von"),
};

static bool list_holds(const Text *words, size_t count, Text word)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = text_compare(words[middle], word);
        if (order == 0) {
            return true;
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return false;
}

/* An age or a count of children; 112 and 1733 are numbers to call. */
static bool is_small_number(Text folded)
{
    for (size_t i = 0; i < folded.length; i++) {
        if (folded.bytes[i] < '0' || folded.bytes[i] > '9') {
            return false;
        }
    }
    return folded.length < 3;
}

WordWeight word_weight(Text folded)
{
    if (list_holds(stop_words, LENGTH_OF(stop_words), folded)) {
        return WORD_STOP;
    }
    const bool is_weak =
        is_small_number(folded) || list_holds(weak_words, LENGTH_OF(weak_words), folded);
    return is_weak ? WORD_WEAK : WORD_STRONG;
}

bool word_announces_place(Text folded)
{
    return list_holds(place_words, LENGTH_OF(place_words), folded);
}
